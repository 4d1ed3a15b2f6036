import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'aiohttp',
  name: 'aiohttp (Python)',
  recognise: (sighting) => byHeader(sighting, 'Server', /\baiohttp\/\d/),
  signs: 'The 101 has the header "Server: Python/3.11 aiohttp/3.8.4".',
  recipes: [
    {
      id: 'aiohttp',
      title: 'Refuse foreign origins before WebSocketResponse is prepared',
      fixes: originRules,
      place: 'The start of the handler, where the WebSocketResponse is made.',
      language: 'python',
      code: `if request.headers.get("Origin") not in {"https://shop.example"}:
    raise web.HTTPForbidden()
socket = web.WebSocketResponse()
`,
    },
  ],
  pitfalls: [
    'After socket.prepare(request) the 101 is sent, and an exception no longer refuses anything.',
    'Every route that makes a WebSocketResponse needs the check; with several, put it into a middleware for their common path.',
  ],
  links: ['https://docs.aiohttp.org/en/stable/web_quickstart.html#websockets'],
});
