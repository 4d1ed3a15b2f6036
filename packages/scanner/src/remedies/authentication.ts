import { firstMessage } from './authentication/first-message.ts';
import { echoedNonce } from './authentication/nonce.ts';
import { queryToken } from './authentication/query-token.ts';
import { sameSiteCookie } from './authentication/same-site.ts';
import { subprotocolToken } from './authentication/subprotocol-token.ts';
import { defineRemedy } from './remedy.ts';

export default defineRemedy({
  id: 'authentication',
  name: 'Authentication of the connection',
  recognise: () => null,
  signs: 'It is for every stack; the code is for ws (Node.js), and what it does is the same elsewhere.',
  recipes: [firstMessage, queryToken, subprotocolToken, echoedNonce, sameSiteCookie],
  pitfalls: [
    'None of these takes the place of the Origin check, and the Origin check takes the place of none: the first keeps foreign pages out, the second says who is there.',
    'Sibling subdomains (a forum, user content, a forgotten DNS name) are the same site: cookies of any SameSite travel from there, and a token does not.',
    'HTTP authentication, client certificates and closed networks are attached by the browser for every page, like a cookie with SameSite=None.',
  ],
  links: [
    'https://www.rfc-editor.org/rfc/rfc6455#section-10.5',
    'https://www.rfc-editor.org/rfc/rfc6455#section-4.1',
    'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value',
    'https://cheatsheetseries.owasp.org/cheatsheets/WebSocket_Security_Cheat_Sheet.html',
  ],
});
