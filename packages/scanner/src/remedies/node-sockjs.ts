import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byWords } from './signs.ts';

export default defineRemedy({
  id: 'node-sockjs',
  name: 'SockJS (Node.js)',
  recognise: (sighting) =>
    byWords(sighting, /"websocket":(?:true|false),"origins":\["\*:\*"\],"cookie_needed":/),
  signs:
    'The answer of /info lists websocket, origins, cookie_needed and entropy, in this order (Spring begins with entropy).',
  recipes: [
    {
      id: 'node-sockjs',
      title: 'Stand in front of its handlers',
      fixes: [...originRules, 'fallback-cross-origin'],
      place:
        'After installHandlers: SockJS has no check of its own, and does not tell the application the Origin.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
const [upgrade] = server.listeners('upgrade');
server.removeAllListeners('upgrade');
server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  if (allowedOrigins.has(request.headers.origin)) upgrade.call(server, request, socket, head);
  else socket.end('HTTP/1.1 403 Forbidden\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n');
});

// A page asks its own origin for the HTTP transports without an Origin header.
const [handle] = server.listeners('request');
server.removeAllListeners('request');
server.on('request', (request, response) => {
  const { origin } = request.headers;
  if (origin === undefined || allowedOrigins.has(origin)) handle.call(server, request, response);
  else response.writeHead(403).end();
});
`,
    },
  ],
  pitfalls: [
    'Its HTTP transports answer every Origin with Access-Control-Allow-Credentials: guarding the socket alone leaves them open.',
    'Listeners that are added later are not behind this check: add it last.',
  ],
  links: ['https://github.com/sockjs/sockjs-node#readme'],
});
