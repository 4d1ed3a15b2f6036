import { originRules } from './origin-rules.ts';
import { byAsgiServer } from './python-signs.ts';
import { defineRemedy } from './remedy.ts';

export default defineRemedy({
  id: 'fastapi',
  name: 'FastAPI (Python)',
  recognise: byAsgiServer,
  signs:
    'The page has the header "server: uvicorn", and the 101 "Server: Python/3.11 websockets/10.4" with a bare "permessage-deflate": so does everything behind uvicorn. hypercorn says "server: hypercorn-h11" in both.',
  recipes: [
    {
      id: 'fastapi',
      title: 'Let the route depend on the Origin',
      fixes: originRules,
      place: 'The route of the socket.',
      language: 'python',
      code: `async def own_page(websocket: WebSocket):
    if websocket.headers.get("origin") not in {"https://shop.example"}:
        raise WebSocketException(code=status.WS_1008_POLICY_VIOLATION)


@app.websocket("/live")
async def live(websocket: WebSocket, _: None = Depends(own_page)):
    await talk(websocket)
`,
    },
  ],
  pitfalls: [
    'An exception before accept is answered with 403; after accept the foreign page has had its 101.',
    'CORSMiddleware leaves WebSockets alone.',
    'Newer versions than the one that ran also take dependencies=[Depends(own_page)], for a route or a whole router.',
  ],
  links: ['https://fastapi.tiangolo.com/advanced/websockets/'],
});
