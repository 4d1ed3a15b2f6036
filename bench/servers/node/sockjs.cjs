/** A SockJS application is not told the Origin: whoever wants to compare it does so before SockJS. */
const { createServer } = require('node:http');
const sockjs = require('sockjs');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const inner = createServer();
const service = sockjs.createServer({ prefix: '/echo', log: () => {} });
service.on('connection', (connection) => connection.write('welcome'));
service.installHandlers(inner);
server.on('request', (request, response) => inner.emit('request', request, response));
server.on('upgrade', (request, socket, head) => {
  if (mode === 'exact' && request.headers.origin !== page) socket.end('HTTP/1.1 403 No\r\n\r\n');
  else inner.emit('upgrade', request, socket, head);
});
listen(server);
