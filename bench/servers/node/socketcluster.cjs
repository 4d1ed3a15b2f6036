const { createServer } = require('node:http');
const socketCluster = require('socketcluster-server');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const { hostname } = new URL(page);
const origins = { 'host-and-port': `${hostname}:443`, 'any-port': `${hostname}:*` }[mode];
socketCluster.attach(server, origins ? { origins } : {});
listen(server);
