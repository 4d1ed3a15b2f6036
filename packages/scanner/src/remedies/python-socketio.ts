import { originRules } from './origin-rules.ts';
import { byPythonSocketio } from './python-signs.ts';
import { defineRemedy } from './remedy.ts';

export default defineRemedy({
  id: 'python-socketio',
  name: 'python-socketio',
  recognise: byPythonSocketio,
  signs:
    'The handshake of Socket.IO is answered with the Server header of a Python server (uvicorn, websockets, aiohttp, Tornado, gunicorn).',
  recipes: [
    {
      id: 'python-socketio',
      title: 'List the origins in cors_allowed_origins',
      fixes: [...originRules, 'fallback-cross-origin'],
      place: 'Where the server is made.',
      language: 'python',
      code: `sio = socketio.AsyncServer(
    async_mode="asgi",
    cors_allowed_origins=["https://shop.example"],
)
`,
    },
  ],
  pitfalls: [
    'In Python, unlike in Node, this option guards the WebSocket as well as the polling.',
    'Without the option the Origin is compared with scheme and Host as the server sees them: behind a proxy that ends TLS it has to hand on X-Forwarded-Proto and X-Forwarded-Host.',
    'An empty list switches the check off, as "*" does.',
  ],
  links: ['https://python-socketio.readthedocs.io/en/stable/server.html#cross-origin-controls'],
});
