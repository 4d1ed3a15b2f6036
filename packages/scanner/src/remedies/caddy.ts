import { originRules } from './origin-rules.ts';
import { plaintextRules } from './plaintext-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader, byPageHeader } from './signs.ts';

export default defineRemedy({
  id: 'caddy',
  name: 'Caddy',
  recognise: (sighting) =>
    byHeader(sighting, 'Server', /^Caddy\b/) ??
    byHeader(sighting, 'Via', /\bCaddy\b/) ??
    byPageHeader(sighting, 'Server', /^Caddy\b/),
  signs: 'Its answers have the header Server: Caddy, or Via: 1.1 Caddy.',
  recipes: [
    {
      id: 'caddy-tls',
      title: 'Let Caddy have TLS and redirect the plaintext port',
      fixes: plaintextRules,
      place:
        'The site in the Caddyfile: a name without http:// before it is served by TLS, and redirected to it.',
      language: 'caddyfile',
      code: `shop.example {
  # Without this line Caddy gets a certificate by itself.
  tls shop.example.pem shop.example.key
  header Strict-Transport-Security max-age=31536000
  reverse_proxy 127.0.0.1:8080
}
`,
    },
    {
      id: 'caddy-origin',
      title: 'Refuse foreign Origins in Caddy',
      fixes: originRules,
      place: "In the site's block, with the path of the socket.",
      language: 'caddyfile',
      code: `@foreign {
  path /live
  not header Origin https://shop.example
  # A page polls its own origin without an Origin header; a handshake has one.
  not {
    header !Origin
    header !Upgrade
  }
}
respond @foreign 403
`,
    },
  ],
  pitfalls: [
    'Naming the site http://shop.example too, or setting auto_https off, serves the plaintext port again.',
    'A * in the value of the header matcher stands for any text.',
  ],
  links: [
    'https://caddyserver.com/docs/automatic-https',
    'https://caddyserver.com/docs/caddyfile/matchers#header',
  ],
});
