import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { bySocketio } from './socketio-signs.ts';

export default defineRemedy({
  id: 'node-socketio-2',
  name: 'Socket.IO 2 (Node.js)',
  recognise: (sighting) => bySocketio(sighting, 2),
  signs: 'The first message is 0{"sid":…,"pingTimeout":…} without maxPayload, at a URL with EIO=3.',
  recipes: [
    {
      id: 'node-socketio-2',
      title: 'Refuse foreign Origins in allowRequest',
      fixes: [...originRules, 'fallback-cross-origin'],
      place: 'Where the server is made. Both transports ask allowRequest, before a session exists.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
const io = socketIo(server, {
  // A page polls its own origin without an Origin header.
  allowRequest: ({ headers: { origin, upgrade } }, done) =>
    done(null, allowedOrigins.has(origin) || (origin === undefined && upgrade === undefined)),
});
`,
    },
  ],
  pitfalls: [
    'The default of io.origins is "*:*": every website.',
    'io.origins("shop.example:*") leaves scheme and port open, and an io.origins function is handed the whole Referer where there is no Origin.',
    'Version 2 is no longer maintained: version 4 takes the same option.',
  ],
  links: ['https://socket.io/docs/v2/server-api/', 'https://socket.io/docs/v4/migrating-from-2-x-to-3-0/'],
});
