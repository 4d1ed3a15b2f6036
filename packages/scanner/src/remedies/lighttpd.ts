import { originRules } from './origin-rules.ts';
import { plaintextRules } from './plaintext-rules.ts';
import { defineRemedy } from './remedy.ts';
import { byHeader, byPageHeader } from './signs.ts';

export default defineRemedy({
  id: 'lighttpd',
  name: 'lighttpd',
  recognise: (sighting) =>
    byHeader(sighting, 'Server', /^lighttpd\b/) ?? byPageHeader(sighting, 'Server', /^lighttpd\b/),
  signs:
    'Its answers have the header Server: lighttpd, where the application behind it names no server of its own.',
  recipes: [
    {
      id: 'lighttpd-tls',
      title: 'End TLS in lighttpd and redirect the plaintext port',
      fixes: plaintextRules,
      place: "The site's part of the configuration; the application listens on 127.0.0.1:8080.",
      language: 'lighttpd',
      code: `server.port = 80
server.modules += ( "mod_openssl", "mod_redirect", "mod_setenv", "mod_proxy" )

$SERVER["socket"] == ":443" {
  ssl.engine  = "enable"
  ssl.pemfile = "shop.example.pem"
  ssl.privkey = "shop.example.key"
  ssl.openssl.ssl-conf-cmd = ( "MinProtocol" => "TLSv1.2" )

  setenv.set-response-header = ( "Strict-Transport-Security" => "max-age=31536000" )
  proxy.header = ( "upgrade" => "enable" )
  proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => 8080 )) )
}

$HTTP["scheme"] == "http" {
  url.redirect = ( "" => "https://shop.example\${url.path}\${qsa}" )
}
`,
    },
    {
      id: 'lighttpd-origin',
      title: 'Deny foreign Origins in lighttpd',
      fixes: originRules,
      place: 'In the part of the site that ends TLS, with the path of the socket and the module access.',
      language: 'lighttpd',
      code: `$HTTP["url"] =^ "/live" {
  $REQUEST_HEADER["Origin"] != "https://shop.example" {
    $REQUEST_HEADER["Origin"] != "" { url.access-deny = ( "" ) }
    # A page polls its own origin without an Origin header; a handshake has one.
    $REQUEST_HEADER["Upgrade"] != "" { url.access-deny = ( "" ) }
  }
}
`,
    },
  ],
  pitfalls: [
    'Without proxy.header = ( "upgrade" => "enable" ) lighttpd hands no handshake on.',
    'The operator =^ needs lighttpd 1.4.65; before, =~ "^/live" did it.',
    'The operator == compares a whole value; =~ takes a regular expression, which needs ^, $ and escaped dots.',
  ],
  links: [
    'https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_proxy',
    'https://redmine.lighttpd.net/projects/lighttpd/wiki/Mod_access',
  ],
});
