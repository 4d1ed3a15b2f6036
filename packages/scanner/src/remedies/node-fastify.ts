import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBareAnswer } from './signs.ts';

export default defineRemedy({
  id: 'node-fastify',
  name: '@fastify/websocket (Node.js)',
  recognise: byBareAnswer,
  signs:
    'The 101 is that of ws; a route that does not exist is answered with {"message":"Route GET:/… not found", …}.',
  recipes: [
    {
      id: 'node-fastify',
      title: 'Hand verifyClient to the plugin',
      fixes: originRules,
      place: 'Where the plugin is registered.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
await app.register(websocket, {
  options: {
    verifyClient: ({ origin }, done) => done(allowedOrigins.has(origin), 403),
  },
});
`,
    },
  ],
  pitfalls: [
    'The plugin has to be registered before the routes, or they answer as plain HTTP.',
    '@fastify/cors sets headers of HTTP answers and guards no socket.',
  ],
  links: ['https://github.com/fastify/fastify-websocket#options'],
});
