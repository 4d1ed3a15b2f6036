const { Server } = require('@hocuspocus/server');
const { mode, page, tell } = require('./start.cjs');

const onUpgrade = async ({ request, socket }) => {
  if (mode !== 'onUpgrade' || request.headers.origin === page) return;
  socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  // An empty rejection is how a hook says that it has dealt with the upgrade.
  throw undefined;
};
const server = new Server({ address: '127.0.0.1', port: 0, quiet: true, onUpgrade });
void server.listen().then(() => tell(server.address.port));
