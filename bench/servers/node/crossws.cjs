const { createServer } = require('node:http');
const { listen, mode, page } = require('./start.cjs');

const { default: crossws } = require('crossws/adapters/node');
const adapter = crossws({
  hooks: {
    upgrade: (request) => {
      if (mode === 'upgrade' && request.headers.get('origin') !== page)
        throw new Response('no', { status: 403 });
    },
    open: (peer) => peer.send('hello'),
  },
});
const server = createServer();
server.on('upgrade', adapter.handleUpgrade);
listen(server);
