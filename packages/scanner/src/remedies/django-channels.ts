import { originRules } from './origin-rules.ts';
import { byAsgiServer } from './python-signs.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader } from './signs.ts';

export default defineRemedy({
  id: 'django-channels',
  name: 'Django Channels (Python)',
  recognise: (sighting) => byHeader(sighting, 'Server', /^daphne\b/i) ?? byAsgiServer(sighting),
  signs:
    'The 101 has the header "Server: daphne" where daphne serves it; behind uvicorn nothing tells it from other applications.',
  recipes: [
    {
      id: 'django-channels',
      title: 'Wrap the routes in OriginValidator',
      fixes: originRules,
      place: 'The application of asgi.py; OriginValidator is in channels.security.websocket.',
      language: 'python',
      code: `application = ProtocolTypeRouter({
    "websocket": OriginValidator(
        URLRouter(websocket_urlpatterns),
        ["https://shop.example"],
    ),
})
`,
    },
  ],
  pitfalls: [
    'AuthMiddlewareStack goes inside the validator, around URLRouter.',
    'AllowedHostsOriginValidator compares the host alone: pages on http:// and on other ports of it get in.',
    'An entry that starts with a dot, and "*", admit more than one origin.',
  ],
  links: ['https://channels.readthedocs.io/en/stable/topics/security.html#websockets'],
});
