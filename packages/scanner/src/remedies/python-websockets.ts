import { originRules } from './origin-rules.ts';
import { byWebsockets } from './python-signs.ts';
import { defineRemedy } from './remedy.ts';

export default defineRemedy({
  id: 'python-websockets',
  name: 'websockets (Python)',
  recognise: byWebsockets,
  signs:
    'The 101 has the header "Server: Python/3.11 websockets/10.4" and, unlike uvicorn, "server_max_window_bits=12".',
  recipes: [
    {
      id: 'python-websockets',
      title: 'List the origins in serve',
      fixes: originRules,
      place: 'Where the server is made.',
      language: 'python',
      code: `server = await websockets.serve(live, host, port, origins=["https://shop.example"])
`,
    },
    {
      id: 'python-websockets-close',
      title: 'Close with 1008 at the start of the handler',
      fixes: originRules,
      place: 'The handler of connections, where the list is only known there.',
      language: 'python',
      code: `async def live(connection):
    if connection.request_headers.get("Origin") != "https://shop.example":
        await connection.close(1008, "origin not allowed")
        return
    await talk(connection)
`,
    },
  ],
  pitfalls: [
    'A None in origins lets clients in that send no Origin, which no browser does; leave it out unless you serve such clients.',
    'With the check in the handler the foreign page still gets a 101: nothing may be sent or subscribed to before it.',
    'The code ran with 10.4. From version 14 on the same option belongs to websockets.asyncio.server.serve, and the header is connection.request.headers.get("Origin"); that spelling is from the documentation and was not run.',
  ],
  links: [
    'https://websockets.readthedocs.io/en/stable/reference/asyncio/server.html',
    'https://websockets.readthedocs.io/en/10.4/reference/server.html',
  ],
});
