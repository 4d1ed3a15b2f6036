/** NestJS gateways, declared without decorator syntax: a decorator is a function of its class. */
require('reflect-metadata');
const { Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { WebSocketGateway } = require('@nestjs/websockets');
const { WsAdapter } = require('@nestjs/platform-ws');
const { mode, page, tell } = require('./start.cjs');

class Gateway {
  handleConnection(client, request) {
    if (mode === 'socket.io') return client.emit('news', 'hello');
    if (mode === 'close' && request.headers.origin !== page) return client.close(4403, 'not from here');
    return client.send(JSON.stringify({ event: 'hello', data: {} }));
  }
}
// oxlint-disable-next-line typescript/no-extraneous-class -- a module of NestJS is a class with nothing in it
class App {}
const cors = mode === 'socket.io' ? { cors: { origin: page } } : {};
WebSocketGateway({ path: mode === 'socket.io' ? '/socket.io' : '/live', ...cors })(Gateway);
Module({ providers: [Gateway] })(App);

async function start() {
  const app = await NestFactory.create(App, { logger: false });
  if (mode !== 'socket.io') app.useWebSocketAdapter(new WsAdapter(app));
  await app.listen(0, '127.0.0.1');
  tell(app.getHttpServer().address().port);
}
void start();
