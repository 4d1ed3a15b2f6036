import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const schema = buildSchema('type Query { orders: [String] }');
const server = createServer();
const sockets = new WebSocketServer({ server, path: '/graphql' });
sockets.shouldHandle = ({ headers }) => headers.cookie?.includes('session=wssure-bench-visitor');

// <recipe>
useServer({ schema }, sockets);
// </recipe>

server.listen(0, '127.0.0.1', () => console.log(`port ${server.address().port}`));
