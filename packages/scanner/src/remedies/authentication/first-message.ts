import { listener, originStays, tokenStore, type AuthenticationRecipe } from './recipe.ts';

export const firstMessage: AuthenticationRecipe = {
  id: 'token-in-first-message',
  title: 'Ask for a token as the first message',
  fixes: ['session-unauthenticated', 'token-in-url'],
  place: listener,
  language: 'js',
  code: `${tokenStore}
server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  sockets.handleUpgrade(request, socket, head, (connection) => {
    connection.on('error', () => connection.terminate());
    const patience = setTimeout(() => connection.close(4408, 'no token came'), 10_000);
    connection.once('message', (data) => {
      clearTimeout(patience);
      const user = tokens.get(String(data));
      if (user === undefined) connection.close(4401, 'unknown token');
      else serve(connection, user);
    });
  });
});
`,
  defence: {
    client: `const token = document.querySelector('meta[name="live-token"]').content;
const socket = new WebSocket(\`wss://\${location.host}/live\`);
socket.addEventListener('open', () => socket.send(token));
`,
    protects:
      'Nothing is served before a token came that only your own pages get, and it stands in no URL and no log. Neither ' +
      'another site nor a sibling subdomain can read it, and a client that is no browser has none either.',
    doesNot: [
      'Anybody can still open connections and hold each for ten seconds: limit how many there are, and the size of a message (maxPayload).',
      'It does not help against a script that runs in your own page (XSS).',
      originStays,
    ],
    pitfalls: [
      'Send nothing and subscribe to nothing before the token was checked.',
      'A page that reconnects after the minute asks for a new token with a POST of its own Origin.',
      'The cookie alone must not open the session any more, or nothing was gained.',
      'The page that holds the token must never be sent with Access-Control-Allow-Origin and credentials to a foreign Origin, and not be cached for others: Cache-Control: no-store.',
    ],
    seenAs:
      'Any Origin is still answered, so origin-not-validated stays, with severity low, and the message names the token ' +
      'of the first message as what protects the session. Where a cookie goes with the handshake it decides the ' +
      'severity instead: from outside, nothing tells that the server does not look at it.',
  },
};
