import { createServer } from 'node:http';
import { Server } from 'socket.io';

const server = createServer();

// <recipe>
const io = new Server(server, { cors: { origin: true, credentials: true } });
// </recipe>

io.use(({ handshake }, next) => {
  const signedIn = handshake.headers.cookie?.includes('session=wssure-bench-visitor');
  next(signedIn ? undefined : new Error('sign in first'));
});
io.on('connection', (socket) => socket.emit('orders', ['one']));

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
