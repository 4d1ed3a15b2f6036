import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { bySocketio } from './socketio-signs.ts';

export default defineRemedy({
  id: 'node-socketio',
  name: 'Socket.IO 3 and 4 (Node.js)',
  recognise: (sighting) => bySocketio(sighting, 4),
  signs:
    'The first message is 0{"sid":…,"upgrades":…,"pingInterval":…}, in this order (Python writes pingTimeout first), at a URL with EIO=4.',
  recipes: [
    {
      id: 'node-socketio',
      title: 'Refuse foreign Origins in allowRequest',
      fixes: [...originRules, 'fallback-cross-origin'],
      place: 'Where the Server is made. Both transports ask allowRequest, before a session exists.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
const io = new Server(server, {
  cors: { origin: [...allowedOrigins], credentials: true },
  // A page polls its own origin without an Origin header.
  allowRequest: ({ headers: { origin, upgrade } }, done) =>
    done(null, allowedOrigins.has(origin) || (origin === undefined && upgrade === undefined)),
});
`,
    },
  ],
  pitfalls: [
    'cors.origin guards HTTP long-polling only; the WebSocket transport opens for every Origin whatever it says.',
    'A check in io.use or in the connection listener comes after the 101 and after the open packet, which is no leak; what is emitted before it is.',
  ],
  links: [
    'https://socket.io/docs/v4/server-options/#allowrequest',
    'https://socket.io/docs/v4/handling-cors/',
  ],
});
