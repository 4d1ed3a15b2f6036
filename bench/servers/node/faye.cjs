const { createServer } = require('node:http');
const { NodeAdapter } = require('faye');
const { listen } = require('./start.cjs');

const server = createServer();
new NodeAdapter({ mount: '/faye' }).attach(server);
listen(server);
