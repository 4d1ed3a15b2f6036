import type { OriginPolicy, VariantId } from 'wssure';
import { onItsDomain, onItsOwnHost, page, type Address, type Running, type VerdictCase } from '../case.ts';
import {
  apache,
  caddy,
  haproxy,
  lighttpd,
  lighttpdTunnel,
  nginx,
  startProxy,
  varnish,
  websockify,
  type ProxyKind,
} from '../proxy-servers.ts';
import { serve } from '../ws-server.ts';

const keepHost = 'proxy_set_header Host $http_host;';

/** Real proxies: those that check the Origin themselves, and those before a server that compares it with Host. */
export const proxies: readonly VerdictCase[] = [
  sameHost(nginx, 'hands Host on', 'enforced', keepHost),
  sameHost(nginx, 'drops Host', 'undetermined', ''),
  sameHost(nginx, 'drops the port of Host', 'undetermined', 'proxy_set_header Host $host;'),
  sameHost(haproxy, 'hands Host on', 'enforced', ''),
  sameHost(apache, 'drops Host', 'undetermined', ''),
  sameHost(apache, 'hands Host on', 'enforced', 'ProxyPreserveHost On'),
  sameHost(caddy, 'hands Host on', 'enforced', ''),
  before(nginx, 'no check', 'missing', keepHost),
  before(nginx, 'compares', 'enforced', `if ($http_origin != "${page}") { return 403; }`),
  before(
    nginx,
    'an expression without an end',
    'weak',
    'if ($http_origin !~ "^https://app\\.shop\\.test") { return 403; }',
    ['suffix', 'substring', 'port'],
  ),
  before(haproxy, 'compares', 'enforced', `http-request deny unless { req.hdr(origin) -m str ${page} }`),
  before(
    haproxy,
    'compares the end',
    'weak',
    'http-request deny unless { req.hdr(origin) -m end .shop.test }',
    ['prefix', 'subdomain', 'sibling', 'scheme'],
  ),
  before(
    apache,
    'an anchored expression',
    'enforced',
    'RewriteCond %{HTTP:Origin} "!^https://app\\.shop\\.test$" [NC]\nRewriteRule ^ - [F]',
  ),
  before(
    apache,
    'dots that are not escaped',
    'weak',
    'RewriteCond %{HTTP:Origin} "!^https://app.shop.test$" [NC]\nRewriteRule ^ - [F]',
    ['dot'],
  ),
  before(caddy, 'compares', 'enforced', `@foreign not header Origin ${page}\nrespond @foreign 403`),
  sameHost(lighttpd, 'hands Host on', 'enforced', ''),
  before(lighttpd, 'no check', 'missing', ''),
  before(
    lighttpd,
    'compares',
    'enforced',
    `$REQUEST_HEADER["Origin"] != "${page}" { url.access-deny = ( "" ) }`,
  ),
  before(
    lighttpd,
    'dots that are not escaped',
    'weak',
    `$REQUEST_HEADER["Origin"] !~ "^https://app.shop.test$" { url.access-deny = ( "" ) }`,
    ['dot'],
  ),
  before(lighttpdTunnel, 'by default', 'missing', ''),
  before(lighttpdTunnel, 'the whole origin', 'enforced', `wstunnel.origins = ( "${page}" )`),
  before(lighttpdTunnel, 'a domain', 'weak', 'wstunnel.origins = ( "shop.test" )', [
    'prefix',
    'subdomain',
    'sibling',
    'scheme',
  ]),
  before(varnish, 'no check', 'missing', ''),
  before(varnish, 'compares', 'enforced', `if (req.http.Origin != "${page}") { return (synth(403)); }`),
  before(
    varnish,
    'an expression without an end',
    'weak',
    String.raw`if (req.http.Origin !~ "^https://app\.shop\.test") { return (synth(403)); }`,
    ['suffix', 'substring', 'port'],
  ),
  before(websockify, 'by default', 'missing', ''),
  before(websockify, 'ExpectOrigin', 'enforced', `--auth-plugin ExpectOrigin --auth-source ${page}`),
];

/** Before a server that admits what its Host header says. */
function sameHost(kind: ProxyKind, name: string, policy: OriginPolicy, rules: string): VerdictCase {
  return {
    family: 'proxy',
    name: `${kind.name} ${name}; the server compares with Host`,
    policy,
    because:
      policy === 'undetermined' ? "the page's own Origin is refused" : 'the Origin is compared with the host',
    real: true,
    start: () =>
      proxied(
        kind,
        rules,
        () => serve({ admit: ({ origin, host }) => URL.parse(origin)?.host === host }),
        onItsOwnHost,
      ),
  };
}

/** Before a server that admits everybody. */
function before(
  kind: ProxyKind,
  name: string,
  policy: OriginPolicy,
  rules: string,
  bypasses: readonly VariantId[] = [],
): VerdictCase {
  return {
    family: 'proxy',
    name: `${kind.name}: ${name}`,
    policy,
    bypasses,
    because: "the proxy's rule decides",
    real: true,
    start: () => proxied(kind, rules, () => serve({}), onItsDomain),
  };
}

async function proxied(
  kind: ProxyKind,
  rules: string,
  startBackend: () => Promise<Running>,
  address: (port: number) => Address,
): Promise<Running> {
  const backend = await startBackend();
  const proxy = await startProxy(kind, rules, Number(new URL(backend.url).port)).catch(
    async (error: unknown) => {
      await backend.close();
      throw error;
    },
  );
  return {
    ...address(proxy.port),
    close: async () => {
      await proxy.close();
      await backend.close();
    },
  };
}
