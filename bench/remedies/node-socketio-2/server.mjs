import { createServer } from 'node:http';
import socketIo from 'socket.io-2';

const server = createServer();

// <recipe>
const io = socketIo(server);
// </recipe>

io.use(({ handshake }, next) => {
  const signedIn = handshake.headers.cookie?.includes('session=wssure-bench-visitor');
  next(signedIn ? undefined : new Error('sign in first'));
});
io.on('connection', (socket) => socket.emit('orders', ['one']));

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
