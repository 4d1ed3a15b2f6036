const { createServer } = require('node:http');
const { initTRPC } = require('@trpc/server');
const { applyWSSHandler } = require('@trpc/server/adapters/ws');
const { WebSocketServer } = require('ws');
const { listen } = require('./start.cjs');

const server = createServer();
const t = initTRPC.create();
const router = t.router({ hello: t.procedure.query(() => 'hello') });
applyWSSHandler({ wss: new WebSocketServer({ server }), router });
listen(server);
