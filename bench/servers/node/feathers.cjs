const { feathers } = require('@feathersjs/feathers');
const { koa } = require('@feathersjs/koa');
const socketio = require('@feathersjs/socketio');
const { mode, page, tell } = require('./start.cjs');

const app = koa(feathers());
const allowRequest = ({ headers }, decide) =>
  decide(null, mode !== 'allowRequest' || headers.origin === page);
app.configure(socketio({ cors: { origin: page }, allowRequest }));
void app.listen(0, '127.0.0.1').then((server) => tell(server.address().port));
