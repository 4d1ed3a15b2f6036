import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoCertificate, demoKey } from '../../../../packages/scanner/dist/demo/certificate.js';
import { runProxy } from '../../verdicts/proxy-servers.ts';
import { anybody, startApplication, theSite, whatTheProxySays, type Admission } from '../application.ts';
import { site, type Program, type RemedyCase, type Serving } from '../case.ts';
import { debianVersion } from '../programs.ts';

interface Proxy {
  readonly name: string;
  readonly debian: string;
  /** The configuration's file name, in bench/remedies/<recipe>/. */
  readonly file: string;
  readonly command: (folder: string) => readonly [string, ...string[]];
  /** The port of plain HTTP of one that ends no TLS. */
  readonly plain?: number;
}

const nginx: Proxy = {
  name: 'nginx',
  debian: 'nginx-common',
  file: 'nginx.conf',
  command: (folder) => ['nginx', '-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'error.log'],
};
const apache: Proxy = {
  name: 'apache',
  debian: 'apache2-bin',
  file: 'httpd.conf',
  command: (folder) => ['apache2', '-d', folder, '-f', 'httpd.conf', '-DFOREGROUND'],
};
const haproxy: Proxy = {
  name: 'haproxy',
  debian: 'haproxy',
  file: 'haproxy.cfg',
  command: () => ['haproxy', '-f', 'haproxy.cfg'],
};
const caddy: Proxy = {
  name: 'caddy',
  debian: 'caddy',
  file: 'Caddyfile',
  command: () => ['caddy', 'run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
};
const lighttpd: Proxy = {
  name: 'lighttpd',
  debian: 'lighttpd-mod-openssl',
  file: 'lighttpd.conf',
  command: () => ['lighttpd', '-D', '-f', 'lighttpd.conf'],
};
const varnish: Proxy = {
  name: 'varnish',
  debian: 'varnish',
  file: 'default.vcl',
  command: (folder) => [
    'varnishd',
    '-j',
    'none',
    '-F',
    '-a',
    '127.0.0.1:6081',
    '-f',
    join(folder, 'default.vcl'),
    '-n',
    folder,
  ],
  plain: 6081,
};

/** Proxies in front of an application: the plaintext port of those that end TLS, and the check of the Origin of each. */
export const proxyCases: readonly RemedyCase[] = [
  ...[nginx, apache, haproxy, caddy, lighttpd].flatMap((proxy) => [
    proxied(proxy, 'tls', whatTheProxySays, { rule: 'plaintext-endpoint', page: `http://${site.host}/` }),
    proxied(proxy, 'tls', theSite, { rule: 'plaintext-accepted', page: `${site.origin}/` }),
    guarded(proxy),
  ]),
  guarded(varnish),
];

function guarded(proxy: Proxy): RemedyCase {
  return proxied(proxy, 'origin', anybody, { page: `${site.origin}/`, polls: true });
}

function proxied(
  proxy: Proxy,
  what: 'tls' | 'origin',
  admits: Admission,
  more: Partial<RemedyCase>,
): RemedyCase {
  return {
    recipe: `${proxy.name}-${what}`,
    program: proxy.file,
    fixedPorts: true,
    version: () => debianVersion(proxy.debian),
    start: (program) => start(proxy, program, admits),
    ...more,
  };
}

async function start(proxy: Proxy, { name, text }: Program, admits: Admission): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'wssure-remedy-'));
  writeFileSync(join(folder, name), text);
  // HAProxy takes certificate and key from one file, the others a file each.
  writeFileSync(
    join(folder, `${site.host}.pem`),
    proxy === haproxy ? demoCertificate + demoKey : demoCertificate,
  );
  writeFileSync(join(folder, `${site.host}.key`), demoKey);
  const stopApplication = await startApplication(admits);
  try {
    const stopProxy = await runProxy(proxy.command(folder), folder, proxy.plain ?? 443);
    return {
      ...(proxy.plain === undefined ? { tls: { https: 443, http: 80 } } : { port: proxy.plain }),
      close: async () => {
        await stopProxy();
        await stopApplication();
      },
    };
  } catch (error) {
    await stopApplication();
    throw error;
  }
}
