const { createServer } = require('node:http');
const { buildSchema } = require('graphql');
const { useServer } = require('graphql-ws/use/ws');
const { WebSocketServer } = require('ws');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const wss = new WebSocketServer({ server, path: '/graphql' });
const onConnect = ({ extra }) => mode !== 'onConnect' || extra.request.headers.origin === page;
useServer({ schema: buildSchema('type Query { hello: String }'), onConnect }, wss);
listen(server);
