import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBun } from './wire-signs.ts';

export default defineRemedy({
  id: 'bun',
  name: 'Bun',
  recognise: byBun,
  signs:
    'The 101 has the headers Upgrade, Connection, Sec-WebSocket-Accept and, after them, Date; none names a server.',
  recipes: [
    {
      id: 'bun',
      title: 'Compare the Origin before server.upgrade',
      fixes: originRules,
      place: 'The fetch handler of Bun.serve, where it upgrades the request.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
if (!allowedOrigins.has(request.headers.get('origin'))) return new Response('Forbidden', { status: 403 });
if (server.upgrade(request)) return;
`,
    },
  ],
  pitfalls: [
    'A check in the open handler comes after the 101: whatever is published to the socket before it closes has leaked.',
    'Each route that calls server.upgrade needs the check: one that lacks it is an open door.',
  ],
  links: ['https://bun.com/docs/api/websockets'],
});
