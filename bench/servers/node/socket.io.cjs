/** Socket.IO 4 (and 3, as `v3`). */
const { createServer } = require('node:http');
const { listen, mode, page } = require('./start.cjs');
const { Server } = require(mode === 'v3' ? 'socket.io-3' : 'socket.io');

const options = {
  cors: { cors: { origin: page, credentials: true } },
  allowRequest: { allowRequest: ({ headers }, decide) => decide(null, headers.origin === page) },
};
const server = createServer();
const io = new Server(server, options[mode] ?? {});
if (mode === 'middleware')
  io.use((socket, next) =>
    next(socket.handshake.headers.origin === page ? undefined : new Error('not from here')),
  );
io.on('connection', (socket) => {
  if (mode === 'disconnect' && socket.handshake.headers.origin !== page) return socket.disconnect(true);
  return socket.emit('news', { at: Date.now() });
});
listen(server);
