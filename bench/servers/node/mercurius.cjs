const Fastify = require('fastify');
const mercurius = require('mercurius');
const { mode, page, tell } = require('./start.cjs');

const app = Fastify();
const verifyClient = ({ origin }, decide) => decide(mode !== 'verifyClient' || origin === page, 403);
app.register(mercurius, { schema: 'type Query { hello: String }', subscription: { verifyClient } });
void app.listen({ port: 0, host: '127.0.0.1' }).then(() => tell(app.server.address().port));
