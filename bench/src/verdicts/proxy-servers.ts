import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotInstalled } from './case.ts';

/** A program of Debian's, from a configuration that names its port and, where it is a proxy, its backend's. */
export interface ProxyKind {
  readonly name: string;
  readonly command: (configuration: string, folder: string) => readonly [string, ...string[]];
  readonly configuration: (ports: { port: number; backend: number; folder: string }, rules: string) => string;
}

export const nginx: ProxyKind = {
  name: 'nginx',
  command: (file, folder) => ['nginx', '-c', file, '-p', folder, '-e', 'error.log'],
  configuration: ({ port, backend, folder }, rules) => `daemon off; pid pid; error_log error.log;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${backend};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      ${rules}
    }
  }
}
`,
};

export const haproxy: ProxyKind = {
  name: 'HAProxy',
  command: (file) => ['haproxy', '-f', file],
  configuration: ({ port, backend }, rules) => `defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend web
  bind 127.0.0.1:${port}
  ${rules}
  default_backend app
backend app
  server one 127.0.0.1:${backend}
`,
};

export const apache: ProxyKind = {
  name: 'Apache',
  command: (file) => ['apache2', '-f', file, '-DFOREGROUND'],
  configuration: ({ port, backend, folder }, rules) => `ServerRoot ${folder}
ServerName app.shop.test
PidFile ${folder}/pid
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${port}
${['mpm_event', 'authz_core', 'rewrite', 'proxy', 'proxy_http', 'proxy_wstunnel'].map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
RewriteEngine On
${rules}
ProxyPass / ws://127.0.0.1:${backend}/
`,
};

export const caddy: ProxyKind = {
  name: 'Caddy',
  command: (file) => ['caddy', 'run', '--config', file, '--adapter', 'caddyfile'],
  configuration: ({ port, backend }, rules) => `{
  admin off
}
http://:${port} {
  bind 127.0.0.1
  ${rules}
  reverse_proxy 127.0.0.1:${backend}
}
`,
};

export const lighttpd: ProxyKind = {
  name: 'lighttpd',
  command: (file) => ['lighttpd', '-D', '-f', file],
  configuration: ({ port, backend, folder }, rules) => `server.document-root = "${folder}"
server.errorlog = "${folder}/error.log"
server.bind = "127.0.0.1"
server.port = ${port}
server.modules += ( "mod_access", "mod_proxy" )
proxy.header = ( "upgrade" => "enable" )
proxy.server = ( "" => (( "host" => "127.0.0.1", "port" => ${backend} )) )
${rules}
`,
};

/** It speaks WebSocket itself and hands on what is in the frames, as websockify does. */
export const lighttpdTunnel: ProxyKind = {
  name: 'lighttpd wstunnel',
  command: lighttpd.command,
  configuration: ({ port, backend, folder }, rules) => `server.document-root = "${folder}"
server.errorlog = "${folder}/error.log"
server.bind = "127.0.0.1"
server.port = ${port}
server.modules += ( "mod_wstunnel" )
wstunnel.server = ( "" => (( "host" => "127.0.0.1", "port" => ${backend} )) )
${rules}
`,
};

export const varnish: ProxyKind = {
  name: 'Varnish',
  command: (file, folder) => [
    'sh',
    '-c',
    'sed -n "s/^# listens on //p" "$1" | exec xargs -I % varnishd -j none -F -n "$2" -f "$1" -a 127.0.0.1:%',
    'sh',
    file,
    folder,
  ],
  configuration: ({ port, backend }, rules) => `vcl 4.1;
# listens on ${port}
backend app { .host = "127.0.0.1"; .port = "${backend}"; }
sub vcl_recv {
  ${rules}
  return (pipe);
}
sub vcl_pipe {
  set bereq.http.Upgrade = req.http.Upgrade;
  set bereq.http.Connection = req.http.Connection;
}
`,
};

export const websockify: ProxyKind = {
  name: 'websockify',
  command: (file) => ['sh', '-c', 'exec xargs websockify < "$1"', 'sh', file],
  configuration: ({ port, backend }, rules) => `${rules} 127.0.0.1:${port} 127.0.0.1:${backend}`,
};

export interface RunningProxy {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts a program, as a proxy before a server of the bench. Throws `NotInstalled`. */
export async function startProxy(kind: ProxyKind, rules: string, backend: number): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'wssure-proxy-'));
  const port = await freePort();
  const file = join(folder, 'configuration');
  writeFileSync(file, kind.configuration({ port, backend, folder }, rules));
  return { port, close: await runProxy(kind.command(file, folder), folder, port) };
}

/**
 * Runs a proxy in its folder and waits until its port answers. Returns what stops it and removes the folder. Throws
 * `NotInstalled`, and what it said where it does not start.
 */
export async function runProxy(
  [command, ...args]: readonly [string, ...string[]],
  folder: string,
  port: number,
): Promise<() => Promise<void>> {
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder },
  });
  let failed: Error | null = null;
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8')).slice(-2_000)));
  child.once('error', () => (failed = new NotInstalled(command)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2_000))]);
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (failed) throw failed;
    if (tries > 200 || child.exitCode !== null) {
      await close();
      // What a shell ends with where it does not find the program (POSIX, Shell Command Language, section 2.8.2).
      if (child.exitCode === 127) throw new NotInstalled(said.trim());
      throw new Error(`${command} did not start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return close;
}

/** A port that was free a moment ago: these programs take no 0. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
