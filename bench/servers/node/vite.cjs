/** Vite's own server with nothing to serve: its socket for hot updates. */
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { tell } = require('./start.cjs');

async function start() {
  const { createServer } = await import('vite');
  const root = mkdtempSync(`${tmpdir()}/wssure-vite-`);
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'silent',
    server: {
      host: '127.0.0.1',
      allowedHosts: ['.shop.test'],
      port: 20_000 + Math.floor(Math.random() * 10_000),
    },
  });
  await server.listen();
  console.log(`token ${server.config.webSocketToken}`);
  tell(server.httpServer.address().port);
}
void start();
