import { existsSync } from 'node:fs';
import type { OriginPolicy, VariantId } from 'wssure';
import { NotInstalled, onItsDomain, onItsOwnHost, page, type Address, type VerdictCase } from '../case.ts';
import { startProxy, type ProxyKind } from '../proxy-servers.ts';

const nats: ProxyKind = {
  name: 'NATS',
  command: (file) => ['nats-server', '-c', file],
  configuration: ({ port }, rules) =>
    `listen: "127.0.0.1:-1"\nwebsocket { listen: "127.0.0.1:${port}", no_tls: true, ${rules} }\n`,
};

const mopidy: ProxyKind = {
  name: 'Mopidy',
  command: (file) => ['mopidy', '--config', file],
  configuration: ({ port }) =>
    `[http]\nhostname = 127.0.0.1\nport = ${port}\n[audio]\noutput = fakesink\n[mpd]\nenabled = false\n`,
};

/** It takes no file: its arguments are all. */
const cockpit: ProxyKind = {
  name: 'Cockpit',
  command: shell('exec /usr/lib/cockpit/cockpit-ws --no-tls --address 127.0.0.1 --port "$(cat "$1")"'),
  configuration: ({ port }) => String(port),
};

const libwebsockets: ProxyKind = {
  name: "libwebsockets' test server",
  command: shell('exec libwebsockets-test-server -i lo -p "$(cat "$1")"'),
  configuration: ({ port }) => String(port),
};

const nchanModule = '/usr/lib/nginx/modules/ngx_nchan_module.so';
const nchan: ProxyKind = {
  name: 'nchan in nginx',
  command: (file, folder) => ['nginx', '-c', file, '-p', folder, '-e', 'error.log'],
  configuration: ({ port }, rules) => `load_module ${nchanModule};
daemon off; pid pid; error_log error.log;
events {}
http {
  access_log off;
  server {
    listen 127.0.0.1:${port};
    location / { nchan_subscriber websocket; nchan_channel_id shop; nchan_subscriber_first_message oldest; ${rules} }
  }
}
`,
};

const prosody: ProxyKind = {
  name: 'Prosody',
  // It tells the format of a file by its name.
  command: shell('mv "$1" "$1.lua" && exec prosody --config "$1.lua" -F'),
  configuration: ({ port, folder }) => `run_as_root = true
data_path = "${folder}"; certificates = "${folder}"; pidfile = "${folder}/pid"; log = { error = "*console" }
modules_enabled = { "saslauth", "disco", "websocket" }
http_interfaces = { "127.0.0.1" }; http_ports = { ${port} }; https_ports = {}; c2s_ports = {}; s2s_ports = {}
consider_websocket_secure = true; http_default_host = "live.shop.test"
VirtualHost "live.shop.test"
`,
};

const aria2: ProxyKind = {
  name: 'aria2',
  command: shell('exec aria2c --no-conf --enable-rpc --rpc-listen-port "$(cat "$1")"'),
  configuration: ({ port }) => String(port),
};

/** Programs of Debian's that serve WebSockets of their own, with what they decide themselves. */
export const applications: readonly VerdictCase[] = [
  application(nats, 'by default', 'missing', 'no Origin is looked at', onItsDomain),
  application(nats, 'allowed_origins', 'enforced', 'a list', onItsDomain, `allowed_origins: ["${page}"]`),
  application(nats, 'same_origin', 'enforced', 'compared with Host', onItsOwnHost, 'same_origin: true'),
  {
    ...application(mopidy, 'by default', 'weak', 'null has no host to compare', own('/mopidy/ws')),
    bypasses: ['null'] satisfies VariantId[],
  },
  application(
    cockpit,
    'by default',
    'enforced',
    'compared with Host, before the session is',
    own('/cockpit/socket', 'cockpit1'),
  ),
  application(
    libwebsockets,
    'by default',
    'missing',
    'no Origin is looked at',
    own('/', 'dumb-increment-protocol'),
  ),
  application(nchan, 'by default', 'missing', 'no Origin is looked at', onItsDomain),
  application(
    nchan,
    'nchan_access_control_allow_origin',
    'enforced',
    'it refuses what it would not allow',
    onItsDomain,
    `nchan_access_control_allow_origin ${page};`,
  ),
  application(aria2, 'by default', 'missing', 'no Origin is looked at', (port) =>
    onItsDomain(port, '/jsonrpc'),
  ),
  application(prosody, 'by default', 'missing', 'no Origin is looked at', (port) => {
    const { url, options } = onItsDomain(port, '/xmpp-websocket');
    return { url, options: { ...options, subprotocols: ['xmpp'] } };
  }),
];

/** Runs a line of shell, to which `$1` is the configuration. */
function shell(line: string): ProxyKind['command'] {
  return (file) => ['sh', '-c', line, 'sh', file];
}

function own(path: string, subprotocol?: string): (port: number) => Address {
  return (port) => {
    const { options, ...address } = onItsOwnHost(port, path);
    return { ...address, options: { ...options, ...(subprotocol && { subprotocols: [subprotocol] }) } };
  };
}

function application(
  kind: ProxyKind,
  setting: string,
  policy: OriginPolicy,
  because: string,
  address: (port: number) => Address,
  rules = '',
): VerdictCase {
  return {
    family: 'application',
    name: `${kind.name}, ${setting}`,
    policy,
    because,
    real: true,
    start: async () => {
      if (kind === nchan && !existsSync(nchanModule)) throw new NotInstalled('libnginx-mod-nchan');
      const { port, close } = await startProxy(kind, rules, 0);
      return { ...address(port), close };
    },
  };
}
