const { createServer } = require('node:http');
const { buildSchema, execute, subscribe } = require('graphql');
const { SubscriptionServer } = require('subscriptions-transport-ws');
const { listen, mode, page } = require('./start.cjs');

const server = createServer();
const schema = buildSchema('type Query { hello: String }');
const onConnect = (_payload, _socket, { request }) => mode !== 'onConnect' || request.headers.origin === page;
SubscriptionServer.create({ schema, execute, subscribe, onConnect }, { server, path: '/graphql' });
listen(server);
