import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBareAnswer, byPageHeader } from './signs.ts';

export default defineRemedy({
  id: 'node-nest',
  name: 'NestJS gateway with WsAdapter (Node.js)',
  recognise: (sighting) => byBareAnswer(sighting) && byPageHeader(sighting, 'X-Powered-By', /^Express$/),
  signs: 'The 101 is that of ws, and the page of the same host has the header X-Powered-By: Express.',
  recipes: [
    {
      id: 'node-nest',
      title: 'Give the gateway a verifyClient',
      fixes: originRules,
      place: "The gateway's decorator; keep its own path.",
      language: 'ts',
      code: `const allowedOrigins = new Set(['https://shop.example']);

@WebSocketGateway({
  path: '/live',
  verifyClient: ({ origin }, done) => done(allowedOrigins.has(origin), 403),
})
`,
    },
  ],
  pitfalls: [
    "The gateway's cors option is for the Socket.IO adapter, and guards its polling transport only: with that adapter, give the decorator the allowRequest of Socket.IO.",
    'Guards run for each message: the connection is open by then, and handleConnection runs without them.',
    'Gateways on the same port and path share one server, which is made with the options of the first.',
  ],
  links: ['https://docs.nestjs.com/websockets/gateways', 'https://docs.nestjs.com/websockets/adapter'],
});
