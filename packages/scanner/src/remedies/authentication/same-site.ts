import { originStays, type AuthenticationRecipe } from './recipe.ts';

export const sameSiteCookie: AuthenticationRecipe = {
  id: 'same-site-cookie',
  title: 'Set the session cookie with SameSite=Strict',
  fixes: ['cookie-samesite', 'session-hijackable'],
  place: 'Where the session cookie is set; the attributes are the same in every language.',
  language: 'js',
  code: `function sessionCookie(sid) {
  return \`__Host-sid=\${sid}; Path=/; Secure; HttpOnly; SameSite=Strict\`;
}
`,
  defence: {
    client: `const socket = new WebSocket(\`wss://\${location.host}/live\`);
`,
    protects:
      'A page of another site opens the socket without the cookie, and so as a stranger: SameSite=Strict and Lax are the ' +
      'same here, because a handshake is no navigation.',
    doesNot: [
      'Sibling subdomains are the same site: a page there still sends the cookie, Strict or not, and only the Origin check stops it.',
      'HTTP authentication, client certificates and networks that trust addresses are not cookies, and travel regardless.',
      originStays,
    ],
    pitfalls: [
      'Strict holds the cookie back from links of other sites too: a user who follows one arrives signed out. Lax sends it with such a navigation, and is enough for the socket.',
      'SameSite=None sends it with every handshake, in browsers that let third-party cookies through.',
      'A cookie that names no SameSite is Lax to Chromium and travels in other browsers: name it.',
      'The prefix __Host- keeps subdomains from setting a cookie of that name; it needs Secure, Path=/ and no Domain.',
    ],
    seenAs:
      'Any Origin is still answered, so origin-not-validated stays, with severity medium, and the message says that ' +
      'the cookie stays behind on the pages of other sites, and not on sibling subdomains.',
  },
};
