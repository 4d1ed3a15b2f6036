const { createServer } = require('node:net');

/** What every server of this folder shares: `node <file> <mode> <page's Origin>`, and the port that it tells. */
const [, , mode, page] = process.argv;

exports.mode = mode;
exports.page = page;
exports.tell = (port) => console.log(`port ${port}`);
exports.listen = (server) =>
  server.listen(0, '127.0.0.1', () => exports.tell((server.address ? server : server.server).address().port));

/** Calls back with a port that was free a moment ago: for frameworks that take no 0. */
exports.withFreePort = (use) => {
  const free = createServer().listen(0, '127.0.0.1', () => {
    const { port } = free.address();
    free.close(() => use(port));
  });
};
