import { originRules } from './origin-rules.ts';
import { byAsgiServer } from './python-signs.ts';
import { defineRemedy } from './remedy.ts';

export default defineRemedy({
  id: 'starlette',
  name: 'Starlette (Python)',
  recognise: byAsgiServer,
  signs:
    'The page has the header "server: uvicorn", and the 101 "Server: Python/3.11 websockets/10.4" with a bare "permessage-deflate": so does everything behind uvicorn. hypercorn says "server: hypercorn-h11" in both.',
  recipes: [
    {
      id: 'starlette',
      title: 'Close before accept',
      fixes: originRules,
      place: 'The start of the endpoint, where it accepts.',
      language: 'python',
      code: `if websocket.headers.get("origin") not in {"https://shop.example"}:
    await websocket.close(code=1008)
    return
await websocket.accept()
`,
    },
  ],
  pitfalls: [
    'A close before accept is answered with 403; after accept the foreign page has had its 101.',
    'CORSMiddleware and TrustedHostMiddleware do not help: the first leaves WebSockets alone, the second looks at Host.',
  ],
  links: ['https://www.starlette.io/websockets/'],
});
