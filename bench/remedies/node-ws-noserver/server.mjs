import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const server = createServer((request, response) => response.writeHead(404).end());
const sockets = new WebSocketServer({ noServer: true });

// <recipe>
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (connection) => {
    sockets.emit('connection', connection, request);
  });
});
// </recipe>

sockets.on('connection', (socket) => {
  socket.on('message', (order) => socket.send(`got ${order}`));
});

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
