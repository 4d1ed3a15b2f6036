const { createServer } = require('node:http');
const { Server } = require('rpc-websockets');
const { listen } = require('./start.cjs');

const server = createServer();
const rpc = new Server({ server });
rpc.register('hello', () => 'hello');
listen(server);
