const { PeerServer } = require('peer');
const { tell } = require('./start.cjs');

PeerServer({ port: 0, host: '127.0.0.1', path: '/' }, (server) => tell(server.address().port));
