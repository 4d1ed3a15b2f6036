import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'tornado',
  name: 'Tornado (Python)',
  recognise: (sighting) => byHeader(sighting, 'Server', /^TornadoServer\b/),
  signs: 'The 101 has the header "Server: TornadoServer/6.2".',
  recipes: [
    {
      id: 'tornado',
      title: 'Compare the Origin in check_origin',
      fixes: originRules,
      place: 'The check_origin method of the WebSocketHandler.',
      language: 'python',
      code: `def check_origin(self, origin):
    return origin in {"https://shop.example"}
`,
    },
  ],
  pitfalls: [
    'Without a check_origin of yours Tornado compares the host and port of the Origin with Host, and not the scheme: behind a proxy that replaces Host the own page is refused, and http:// pages are let in.',
    'endswith(".shop.example") lets every subdomain in, and endswith("shop.example") every domain that ends so.',
  ],
  links: [
    'https://www.tornadoweb.org/en/stable/websocket.html#tornado.websocket.WebSocketHandler.check_origin',
  ],
});
