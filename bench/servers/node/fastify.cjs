const Fastify = require('fastify');
const { mode, page, tell } = require('./start.cjs');

const app = Fastify();
app.register(require('@fastify/websocket'));
app.register(async (scope) => {
  if (mode === 'exact')
    scope.addHook('preValidation', async (request, reply) => {
      if (request.headers.origin !== page) return reply.code(403).send('no');
      return undefined;
    });
  scope.get('/live', { websocket: true }, (socket) => socket.send('hello'));
});
void app.listen({ port: 0, host: '127.0.0.1' }).then(() => tell(app.server.address().port));
