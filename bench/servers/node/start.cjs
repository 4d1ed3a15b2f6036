/** What every server of this folder shares: `node <file> <mode> <page's Origin>`, and the port that it tells. */
const [, , mode, page] = process.argv;

exports.mode = mode;
exports.page = page;
exports.tell = (port) => console.log(`port ${port}`);
exports.listen = (server) =>
  server.listen(0, '127.0.0.1', () => exports.tell((server.address ? server : server.server).address().port));
