import websocket from '@fastify/websocket';
import Fastify from 'fastify';

const app = Fastify();

// <recipe>
await app.register(websocket);
// </recipe>

app.get('/live', { websocket: true }, (socket) => {
  socket.on('message', (order) => socket.send(`got ${order}`));
});

await app.listen({ port: 0, host: '127.0.0.1' });
console.log(`port ${app.server.address().port}`);
