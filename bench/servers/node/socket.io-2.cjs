const { createServer } = require('node:http');
const socketIo = require('socket.io-2');
const { listen, mode, page } = require('./start.cjs');

const origins = {
  'origin-and-port': `https://${new URL(page).hostname}:443`,
  'any-port': `${new URL(page).hostname}:*`,
};
const server = createServer();
const io = socketIo(server);
if (origins[mode]) io.origins(origins[mode]);
io.on('connection', (socket) => socket.emit('news', { at: Date.now() }));
listen(server);
