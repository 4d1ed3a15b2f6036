const { createServer } = require('node:http');
const { setupWSConnection } = require('y-websocket/bin/utils');
const { WebSocketServer } = require('ws');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const wss = new WebSocketServer({ noServer: true });
wss.on('connection', setupWSConnection);
server.on('upgrade', (request, socket, head) => {
  if (mode === 'exact' && request.headers.origin !== page) return socket.end('HTTP/1.1 401 No\r\n\r\n');
  return wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request));
});
listen(server);
