import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';

export default defineRemedy({
  id: 'node-y-websocket',
  name: 'y-websocket (Node.js)',
  recognise: ({ endpoint }) =>
    endpoint.library === 'yjs' ? { certainty: 'fits', by: 'the client of y-websocket in the page' } : null,
  signs: 'The page makes a WebsocketProvider; the first message is binary and begins with two zero bytes.',
  recipes: [
    {
      id: 'node-y-websocket',
      title: 'Compare the Origin in verifyClient',
      fixes: originRules,
      place: 'Where the WebSocketServer is made that hands its connections to setupWSConnection.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
const sockets = new WebSocketServer({
  server,
  verifyClient: ({ origin }, done) => done(allowedOrigins.has(origin), 403),
});
`,
    },
  ],
  pitfalls: [
    'Whoever gets in may read and write every document whose name they know: the room in the path is no secret.',
    'The command y-websocket checks nothing: run setupWSConnection in a server of your own.',
  ],
  links: [
    'https://docs.yjs.dev/ecosystem/connection-provider/y-websocket',
    'https://github.com/yjs/y-websocket-server',
  ],
});
