import { originRules } from './origin-rules.ts';
import { plaintextRules } from './plaintext-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byLowerCaseAnswer, byWords } from './signs.ts';

export default defineRemedy({
  id: 'haproxy',
  name: 'HAProxy',
  recognise: (sighting) =>
    byWords(sighting, /Request forbidden by administrative rules\./) ?? byLowerCaseAnswer(sighting),
  signs:
    'The names of the headers of an HTTP/1.1 answer are in lower case and none names a server; a refusal says "Request forbidden by administrative rules".',
  recipes: [
    {
      id: 'haproxy-tls',
      title: 'End TLS in HAProxy and redirect the plaintext port',
      fixes: plaintextRules,
      place: 'The frontends and the backend of the site; the application listens on 127.0.0.1:8080.',
      language: 'haproxy',
      code: `frontend secure
  bind :443 ssl crt shop.example.pem ssl-min-ver TLSv1.2
  http-request set-header X-Forwarded-Proto https
  http-response set-header Strict-Transport-Security max-age=31536000
  default_backend app

frontend plain
  bind :80
  http-request redirect scheme https code 301

backend app
  timeout tunnel 1h
  server app1 127.0.0.1:8080
`,
    },
    {
      id: 'haproxy-origin',
      title: 'Deny foreign Origins in HAProxy',
      fixes: originRules,
      place: 'In the frontend, before any use_backend, with the path of the socket.',
      language: 'haproxy',
      code: `acl own_origin req.hdr(origin) -m str https://shop.example
http-request deny if { path_beg /live } !own_origin { req.hdr(origin) -m found }
# A page polls its own origin without an Origin header; a handshake has one.
http-request deny if { path_beg /live } !own_origin { req.hdr(upgrade) -m found }
`,
    },
  ],
  pitfalls: [
    'Without timeout tunnel a silent socket lives as long as timeout client and timeout server say.',
    'The match -m end lets https://evilshop.example in, and -m beg https://shop.example.evil.example.',
  ],
  links: [
    'https://docs.haproxy.org/2.8/configuration.html#4.2-http-request%20redirect',
    'https://docs.haproxy.org/2.8/configuration.html#timeout%20tunnel',
  ],
});
