import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byBareAnswer } from './signs.ts';

export default defineRemedy({
  id: 'node-ws',
  name: 'ws (Node.js)',
  recognise: byBareAnswer,
  signs: 'The 101 has the headers Upgrade, Connection and Sec-WebSocket-Accept, and no Server or Date.',
  recipes: [
    {
      id: 'node-ws',
      title: 'Compare the Origin in verifyClient',
      fixes: originRules,
      place: 'Where the WebSocketServer is made on an HTTP server.',
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
const sockets = new WebSocketServer({
  server,
  verifyClient: ({ origin }, done) => done(allowedOrigins.has(origin), 403),
});
`,
    },
    {
      id: 'node-ws-noserver',
      title: 'Compare the Origin before handleUpgrade',
      fixes: originRules,
      place: "The server's listener for upgrades, where the WebSocketServer was made with noServer.",
      language: 'js',
      code: `const allowedOrigins = new Set(['https://shop.example']);
server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  if (!allowedOrigins.has(request.headers.origin)) {
    socket.end('HTTP/1.1 403 Forbidden\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (connection) => {
    sockets.emit('connection', connection, request);
  });
});
`,
    },
  ],
  pitfalls: [
    'In a listener for upgrades the socket needs its listener for errors: without, a client that resets the connection ends the process.',
    'With several WebSocketServers on one HTTP server, each needs the check: one that lacks it is an open door.',
    'A check in the connection listener comes after the 101: whatever is sent before it closes has leaked.',
    'The origin property of the verifyClient info is the Origin header; never compare with startsWith, endsWith or includes.',
  ],
  links: ['https://github.com/websockets/ws/blob/master/doc/ws.md#new-websocketserveroptions-callback'],
});
