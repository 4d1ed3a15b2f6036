const ws = require('nodejs-websocket');
const { mode, page, tell } = require('./start.cjs');

const server = ws.createServer((connection) => {
  connection.on('error', () => {});
  if (mode === 'close' && connection.headers.origin !== page) connection.close(1008, 'not from here');
  else connection.sendText('hello');
});
server.listen(0, '127.0.0.1', () => tell(server.socket.address().port));
