const { serve } = require('@hono/node-server');
const { createNodeWebSocket } = require('@hono/node-ws');
const { Hono } = require('hono');
const { mode, page, tell } = require('./start.cjs');

const app = new Hono();
const { injectWebSocket, upgradeWebSocket } = createNodeWebSocket({ app });
app.get(
  '/live',
  async (context, next) => {
    if (mode === 'exact' && context.req.header('origin') !== page) return context.text('no', 403);
    return next();
  },
  upgradeWebSocket(() => ({ onOpen: (_event, socket) => socket.send('hello') })),
);
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => tell(port));
injectWebSocket(server);
