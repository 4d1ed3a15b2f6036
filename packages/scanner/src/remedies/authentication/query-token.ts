import { listener, originStays, tokenStore, type AuthenticationRecipe } from './recipe.ts';

export const queryToken: AuthenticationRecipe = {
  id: 'token-in-query',
  title: 'Ask for a token in the query',
  fixes: ['session-unauthenticated'],
  place: listener,
  language: 'js',
  code: `${tokenStore}
server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  const query = new URLSearchParams(request.url.split('?')[1]);
  const user = tokens.get(query.get('token'));
  if (user === undefined) {
    socket.end('HTTP/1.1 401 Unauthorized\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (connection) => serve(connection, user));
});
`,
  defence: {
    client: `const token = document.querySelector('meta[name="live-token"]').content;
const socket = new WebSocket(\`wss://\${location.host}/live?token=\${token}\`);
`,
    protects:
      'The server answers only who has a token, and only its own pages get one: neither another site nor a sibling ' +
      'subdomain can read it, and a client that is no browser has none either.',
    doesNot: [
      'URLs are written to logs of servers and proxies: whoever reads them within the minute can use the token.',
      'It does not help against a script that runs in your own page (XSS).',
      originStays,
    ],
    pitfalls: [
      'The cookie alone must not open the socket any more, or nothing was gained.',
      'The page that holds the token must never be sent with Access-Control-Allow-Origin and credentials to a foreign Origin, and not be cached for others: Cache-Control: no-store.',
      'A page that reconnects after the minute asks for a new token with a POST of its own Origin.',
    ],
    seenAs:
      'With an account (--cookie or --storage-state): the Origin policy is token-gated, and token-in-url warns of the ' +
      'query. Without one the page has no token and the policy is undetermined.',
  },
};
