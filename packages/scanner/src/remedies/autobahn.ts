import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'autobahn',
  name: 'Autobahn (Python)',
  recognise: (sighting) => byHeader(sighting, 'Server', /^AutobahnPython\b/),
  signs: 'The 101 has the header "Server: AutobahnPython/22.7.1".',
  recipes: [
    {
      id: 'autobahn',
      title: 'Deny foreign origins in onConnect',
      fixes: originRules,
      place: 'A method of the WebSocketServerProtocol; ConnectionDeny is in autobahn.websocket.types.',
      language: 'python',
      code: `def onConnect(self, request):
    if request.origin not in {"https://shop.example"}:
        raise ConnectionDeny(ConnectionDeny.FORBIDDEN)
`,
    },
  ],
  pitfalls: [
    'The option allowedOrigins takes patterns with a port ("https://shop.example:443"), and lets null in unless allowNullOrigin is False.',
  ],
  links: ['https://autobahn.readthedocs.io/en/latest/reference/autobahn.websocket.html'],
});
