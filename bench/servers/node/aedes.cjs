/** An MQTT broker over WebSocket. */
const { createServer } = require('node:http');
const { Aedes } = require('aedes');
const websocketStream = require('websocket-stream');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const verify = mode === 'verifyClient' ? { verifyClient: ({ origin }) => origin === page } : {};
async function start() {
  const broker = await Aedes.createBroker();
  websocketStream.createServer({ server, ...verify }, broker.handle);
  listen(server);
}
void start();
