/** WebSocket-Node (the package `websocket`). */
const { createServer } = require('node:http');
const { server: WebSocketServer } = require('websocket');
const { listen, mode, page } = require('./start.cjs');

const httpServer = createServer();
const server = new WebSocketServer({ httpServer, autoAcceptConnections: mode === 'autoAccept' });
server.on('request', (request) => {
  if (mode === 'reject' && request.origin !== page) return request.reject();
  return request.accept(null, request.origin).sendUTF('hello');
});
listen(httpServer);
