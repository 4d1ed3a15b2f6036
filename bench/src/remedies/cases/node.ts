import type { RemedyCase } from '../case.ts';
import { npmVersion, runBun, runNode, runTypeScript } from '../programs.ts';

const engine4 = '/socket.io/?EIO=4&transport=websocket';
const engine3 = '/socket.io/?EIO=3&transport=websocket';

/** Stacks of Node and Bun, with the packages that bench/servers/packages.json pins. */
export const nodeCases: readonly RemedyCase[] = [
  node('node-ws', 'ws'),
  node('node-ws-noserver', 'ws'),
  node('node-socketio', 'socket.io', { path: engine4, signedIn: true }),
  node('node-socketio-2', 'socket.io-2', { path: engine3, signedIn: true }),
  node('node-sockjs', 'sockjs', { path: '/feed/000/wssure00/websocket', signedIn: true }),
  node('node-express-ws', 'express-ws', { page: '/' }),
  node('node-fastify', '@fastify/websocket'),
  node('node-nest', '@nestjs/websockets', { page: '/', program: 'server.ts', start: runTypeScript }),
  node('node-graphql-ws', 'graphql-ws', {
    path: '/graphql',
    options: { subprotocols: ['graphql-transport-ws'] },
    signedIn: true,
  }),
  node('node-y-websocket', 'y-websocket', { page: '/', signedIn: true }),
  node('bun', 'bun', { program: 'server.js', start: runBun }),
  node('node-hocuspocus', '@hocuspocus/server', { page: '/', signedIn: true }),
];

function node(recipe: string, npmPackage: string, more: Partial<RemedyCase> = {}): RemedyCase {
  return {
    recipe,
    program: 'server.mjs',
    version: () => npmVersion(npmPackage),
    start: runNode,
    ...more,
  };
}
