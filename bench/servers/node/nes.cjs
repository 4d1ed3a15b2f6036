const Hapi = require('@hapi/hapi');
const Nes = require('@hapi/nes');
const { mode, page, tell } = require('./start.cjs');

async function start() {
  const server = Hapi.server({ port: 0, host: '127.0.0.1' });
  await server.register({ plugin: Nes, options: mode === 'origin' ? { origin: page } : {} });
  await server.start();
  tell(server.info.port);
}

void start();
