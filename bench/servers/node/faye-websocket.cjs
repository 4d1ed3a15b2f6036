const { createServer } = require('node:http');
const WebSocket = require('faye-websocket');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
server.on('upgrade', (request, socket, head) => {
  if (!WebSocket.isWebSocket(request)) return;
  const client = new WebSocket(request, socket, head);
  if (mode === 'close' && request.headers.origin !== page) client.close(4403, 'not from here');
  else client.send('hello');
});
listen(server);
