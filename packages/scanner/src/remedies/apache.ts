import { originRules } from './origin-rules.ts';
import { plaintextRules } from './plaintext-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader, byPageHeader } from './signs.ts';

export default defineRemedy({
  id: 'apache',
  name: 'Apache httpd',
  recognise: (sighting) =>
    byHeader(sighting, 'Server', /^Apache\b(?!-Coyote)/) ??
    byPageHeader(sighting, 'Server', /^Apache\b(?!-Coyote)/),
  signs: 'Its own answers have the header Server: Apache; the 101 of an application behind it does not.',
  recipes: [
    {
      id: 'apache-tls',
      title: 'End TLS in Apache and redirect the plaintext port',
      fixes: plaintextRules,
      place:
        'The virtual hosts of the site, with the modules ssl, headers, alias, proxy and proxy_http; the application listens on 127.0.0.1:8080.',
      language: 'apache',
      code: `<VirtualHost *:443>
  ServerName shop.example
  SSLEngine on
  SSLCertificateFile shop.example.pem
  SSLCertificateKeyFile shop.example.key
  SSLProtocol -all +TLSv1.2 +TLSv1.3
  Header always set Strict-Transport-Security "max-age=31536000"

  ProxyPreserveHost On
  ProxyTimeout 3600
  RequestHeader set X-Forwarded-Proto https
  ProxyPass / http://127.0.0.1:8080/ upgrade=websocket
</VirtualHost>

<VirtualHost *:80>
  ServerName shop.example
  Redirect permanent / https://shop.example/
</VirtualHost>
`,
    },
    {
      id: 'apache-origin',
      title: 'Require the Origin in Apache',
      fixes: originRules,
      place: "Inside the site's virtual host, with the path of the socket.",
      language: 'apache',
      code: `<Location /live>
  Require expr %{HTTP:Origin} == 'https://shop.example'
  # A page polls its own origin without an Origin header; a handshake has one.
  Require expr -z %{HTTP:Origin} && -z %{HTTP:Upgrade}
</Location>
`,
    },
  ],
  pitfalls: [
    'Without ProxyPreserveHost the application sees the name in ProxyPass as Host, and refuses its own page if it compares.',
    'upgrade=websocket needs Apache 2.4.47; before, ProxyPass to ws:// with mod_proxy_wstunnel did it.',
    'Several Require lines of one section are alternatives: put this one in a section of its own.',
  ],
  links: [
    'https://httpd.apache.org/docs/2.4/mod/mod_proxy.html#proxypass',
    'https://httpd.apache.org/docs/2.4/mod/mod_authz_core.html#reqexpr',
  ],
});
