const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { tell } = require('./start.cjs');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'wssure-eleventy-'));
fs.writeFileSync(path.join(root, 'index.html'), '<title>shop</title>');

async function serve() {
  const { default: Server } = await import('@11ty/eleventy-dev-server');
  const logger = { log() {}, info() {}, error() {} };
  const server = new Server('shop', root, { port: 0, showVersion: false, logger });
  server.serve(0);
  server.server.on('listening', () => tell(server.server.address().port));
}

void serve();
