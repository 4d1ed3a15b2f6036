const { createServer } = require('node:http');
const Primus = require('primus');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const primus = new Primus(server, {
  transformer: 'websockets',
  ...(mode === 'origins' && { origins: page }),
});
if (mode === 'authorize')
  primus.authorize(({ headers }, done) => done(headers.origin === page ? undefined : new Error('no')));
primus.on('connection', (spark) => spark.write({ hello: 'you' }));
listen(server);
