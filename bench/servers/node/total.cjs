const { mode, page, tell, withFreePort } = require('./start.cjs');

// It would take them for a port and a socket's path.
process.argv.length = 2;
require('total4');

function live() {
  this.on('open', (client) => client.send({ hello: 1 }));
}

ROUTE('SOCKET /live/', live, mode === 'allow' ? ['json', page] : ['json']);
ON('ready', () => tell(F.port));

withFreePort((port) => HTTP('release', { port, ip: '127.0.0.1' }));
