import { originRules } from './origin-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader, byPageHeader } from './signs.ts';
import { plaintextRules } from './plaintext-rules.ts';

export default defineRemedy({
  id: 'nginx',
  name: 'nginx',
  recognise: (sighting) =>
    byHeader(sighting, 'Server', /^nginx\b/) ?? byPageHeader(sighting, 'Server', /^nginx\b/),
  signs: 'Its answers have the header Server: nginx, the 101 of an application behind it too.',
  recipes: [
    {
      id: 'nginx-tls',
      title: 'End TLS in nginx and redirect the plaintext port',
      fixes: plaintextRules,
      place: 'The server blocks of the site; the application listens on 127.0.0.1:8080.',
      language: 'nginx',
      code: `map $http_upgrade $connection_upgrade {
  default upgrade;
  ''      close;
}

server {
  listen 443 ssl;
  server_name shop.example;
  ssl_certificate     shop.example.pem;
  ssl_certificate_key shop.example.key;
  ssl_protocols TLSv1.2 TLSv1.3;
  add_header Strict-Transport-Security "max-age=31536000" always;

  location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_read_timeout 1h;
  }
}

server {
  listen 80;
  server_name shop.example;
  return 301 https://shop.example$request_uri;
}
`,
    },
    {
      id: 'nginx-origin',
      title: 'Keep a list of origins in nginx',
      fixes: originRules,
      place:
        "The maps beside the server block, and the socket's own location; the application listens on 127.0.0.1:8080.",
      language: 'nginx',
      code: `map $http_upgrade $no_upgrade {
  default  0;
  ''       1;
}

map $http_origin $origin_allowed {
  default                 0;
  ''                      $no_upgrade;  # a page polls its own origin without an Origin header
  "https://shop.example"  1;
}

server {
  listen 443 ssl;
  server_name shop.example;
  ssl_certificate     shop.example.pem;
  ssl_certificate_key shop.example.key;

  location / {
    proxy_pass http://127.0.0.1:8080;
    proxy_set_header Host $http_host;
  }

  location /live {
    if ($origin_allowed = 0) { return 403; }
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
    proxy_set_header Host $http_host;
    proxy_read_timeout 1h;
  }
}
`,
    },
  ],
  pitfalls: [
    'proxy_set_header in a location replaces every one of the levels above: a location without Host hands the name of proxy_pass on.',
    '$host has no port: where the site has one of its own, an application that compares the Origin with Host needs $http_host.',
    'Without proxy_read_timeout a silent socket is closed after 60 seconds.',
    'The key of a map is a whole value; one that begins with ~ is a regular expression, and needs ^, $ and escaped dots.',
    'An application that listens on every address can still be reached around nginx: bind it to 127.0.0.1.',
  ],
  links: [
    'https://nginx.org/en/docs/http/websocket.html',
    'https://nginx.org/en/docs/http/ngx_http_map_module.html',
  ],
});
