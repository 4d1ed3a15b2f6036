const { createServer } = require('node:http');
const { Server: WebSocketServer } = require('ws-7');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const verify = mode === 'exact' ? { verifyClient: ({ origin }) => origin === page } : {};
const wss = new WebSocketServer({ server, ...verify });
wss.on('connection', (socket) => socket.send(JSON.stringify({ type: 'hello', id: Math.random() })));
listen(server);
