const { createServer } = require('node:http');
const engine = require('engine.io');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const allowRequest = ({ headers }, decide) =>
  headers.origin === page ? decide(null, true) : decide('not from here', false);
const io = engine.attach(server, mode === 'allowRequest' ? { allowRequest } : {});
io.on('connection', (socket) => socket.send('hello'));
listen(server);
