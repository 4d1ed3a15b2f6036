import { originStays, sessionListener, type AuthenticationRecipe } from './recipe.ts';

export const echoedNonce: AuthenticationRecipe = {
  id: 'echoed-nonce',
  title: 'Have a nonce echoed before anything privileged',
  fixes: ['session-unauthenticated'],
  place: sessionListener,
  language: 'js',
  code: `import { randomBytes } from 'node:crypto';

const nonces = new Map(); // where several processes serve: in a store that they share

/** For the page of a signed-in user; opens one socket of that session, within a minute. */
function issueToken(session) {
  const nonce = randomBytes(32).toString('base64url');
  nonces.set(nonce, session);
  setTimeout(() => nonces.delete(nonce), 60_000).unref();
  return nonce;
}

server.on('upgrade', (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  const session = sessionOf(request);
  if (!session) {
    socket.end('HTTP/1.1 401 Unauthorized\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n');
    return;
  }
  sockets.handleUpgrade(request, socket, head, (connection) => {
    connection.on('error', () => connection.terminate());
    const patience = setTimeout(() => connection.close(4408, 'no nonce came'), 10_000);
    connection.once('message', (data) => {
      clearTimeout(patience);
      const nonce = String(data);
      const isOwn = nonces.get(nonce) === session;
      nonces.delete(nonce);
      if (isOwn) serve(connection, session.user);
      else connection.close(4403, 'unknown nonce');
    });
  });
});
`,
  defence: {
    client: `async function connect() {
  const answer = await fetch('/live-nonce', { method: 'POST' });
  const nonce = await answer.text();
  const socket = new WebSocket(\`wss://\${location.host}/live\`);
  socket.addEventListener('open', () => socket.send(nonce));
  return socket;
}
const socket = await connect();
`,
    protects:
      'The session is that of the cookie, and nothing is served before the page has echoed a nonce that it got from ' +
      'your server over HTTPS, where the same-origin policy keeps other sites and sibling subdomains from reading it.',
    doesNot: [
      'A nonce that is sent over the socket itself protects nothing: the foreign page reads it there and echoes it.',
      'It does not help against a script that runs in your own page (XSS).',
      originStays,
    ],
    pitfalls: [
      'Without the two error listeners a client that breaks the protocol or resets the connection ends the whole process.',
      'Bind the nonce to the session: otherwise an attacker fetches one with an account of their own.',
      'The address that hands it out must not answer with Access-Control-Allow-Origin to a foreign Origin.',
      'Send nothing and subscribe to nothing before the nonce was checked.',
    ],
    seenAs:
      'Any Origin is still answered, so origin-not-validated stays, with severity medium where the cookie is ' +
      'SameSite=Lax or Strict. With a cookie that travels and an account, session-hijackable stays as well: from ' +
      'outside, a server that waits for a nonce looks like one that waits for an order.',
  },
};
