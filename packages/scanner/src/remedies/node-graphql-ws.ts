import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBareAnswer } from './signs.ts';

export default defineRemedy({
  id: 'node-graphql-ws',
  name: 'graphql-ws (Node.js)',
  recognise: (sighting) => (sighting.endpoint.library === 'graphql-ws' ? byBareAnswer(sighting) : null),
  signs: 'The subprotocol is graphql-transport-ws, and the 101 is that of ws.',
  recipes: [
    {
      id: 'node-graphql-ws',
      title: 'Refuse foreign Origins in onConnect',
      fixes: originRules,
      place:
        'Where useServer ties the schema to the socket server. A false closes with 4403 before the acknowledgement.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
useServer(
  {
    schema,
    onConnect: ({ extra }) => allowedOrigins.has(extra.request.headers.origin),
  },
  sockets,
);
`,
    },
  ],
  pitfalls: [
    'The handshake itself still succeeds: to refuse it too, give the WebSocketServer a verifyClient.',
    'An existing onConnect that reads connectionParams stays: return false for a foreign Origin first.',
  ],
  links: [
    'https://the-guild.dev/graphql/ws/recipes',
    'https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md',
  ],
});
