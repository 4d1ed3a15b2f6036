import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBareAnswer, byPageHeader } from './signs.ts';

export default defineRemedy({
  id: 'node-express-ws',
  name: 'express-ws (Node.js)',
  recognise: (sighting) => byBareAnswer(sighting) && byPageHeader(sighting, 'X-Powered-By', /^Express$/),
  signs: 'The 101 is that of ws, and the page of the same host has the header X-Powered-By: Express.',
  recipes: [
    {
      id: 'node-express-ws',
      title: 'Hand verifyClient to the socket server',
      fixes: originRules,
      place: 'Where express-ws is applied to the application.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
expressWs(app, undefined, {
  wsOptions: {
    verifyClient: ({ origin }, done) => done(allowedOrigins.has(origin), 403),
  },
});
`,
    },
  ],
  pitfalls: [
    'The middleware of an app.ws route runs after the 101: what it sends before it closes has leaked.',
    'The cors middleware sets headers of HTTP answers and guards no socket.',
  ],
  links: ['https://github.com/HenningM/express-ws#readme'],
});
