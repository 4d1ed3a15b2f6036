const Koa = require('koa');
const websockify = require('koa-websocket');
const { mode, page, tell } = require('./start.cjs');

const app = websockify(new Koa());
app.ws.use((context) => {
  if (mode === 'close' && context.request.headers.origin !== page) return context.websocket.close(4403);
  return context.websocket.send('hello');
});
const server = app.listen(0, '127.0.0.1', () => tell(server.address().port));
