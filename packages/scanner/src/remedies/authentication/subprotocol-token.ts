import { originStays, sessionListener, type AuthenticationRecipe } from './recipe.ts';

export const subprotocolToken: AuthenticationRecipe = {
  id: 'csrf-token-in-subprotocol',
  title: 'Ask for a CSRF token in Sec-WebSocket-Protocol',
  fixes: ['session-unauthenticated', 'session-hijackable'],
  place: sessionListener,
  language: 'js',
  code: `import { randomBytes } from 'node:crypto';

/** For the page of a signed-in user; as long as its session lives. */
function issueToken(session) {
  session.csrfToken ??= randomBytes(32).toString('base64url');
  return session.csrfToken;
}

server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  const session = sessionOf(request);
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (!session || !offered.includes('shop.v1') || !offered.includes(\`csrf.\${issueToken(session)}\`)) {
    socket.end('HTTP/1.1 403 Forbidden\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (connection) => serve(connection, session.user));
});
`,
  defence: {
    client: `const token = document.querySelector('meta[name="live-token"]').content;
const socket = new WebSocket(\`wss://\${location.host}/live\`, ['shop.v1', \`csrf.\${token}\`]);
`,
    protects:
      'The session is still that of the cookie, but a page has to prove that it is yours: it needs the token of that ' +
      'very session, which neither another site nor a sibling subdomain can read. No URL carries it.',
    doesNot: [
      'Proxies and servers that log request headers log the token; without the cookie it opens nothing.',
      'It does not help against a script that runs in your own page (XSS).',
      originStays,
    ],
    pitfalls: [
      'The server has to choose the name without the token (ws takes the first that is offered): a browser fails the connection if none of its names comes back, and a token in the answer is one more copy.',
      'Names are tokens of RFC 9110: base64url fits, base64 with = and / does not.',
      'The page that holds the token must never be sent with Access-Control-Allow-Origin and credentials to a foreign Origin, and not be cached for others: Cache-Control: no-store.',
    ],
    seenAs:
      'With an account (--cookie or --storage-state): the Origin policy is token-gated. Without one the page has no ' +
      'token and the policy is undetermined.',
  },
};
