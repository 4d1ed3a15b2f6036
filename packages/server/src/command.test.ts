import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoCa, demoCertificate, demoKey } from '../../scanner/dist/demo/certificate.js';
import { httpSettings, StartError } from './command.ts';
import { startCommand } from './testing/command.ts';

let folder: string;
beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'wssure-command-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const token = '0123456789abcdef';

describe('what a server may listen on', () => {
  test('loopback needs nothing', () => {
    for (const listen of ['127.0.0.1:0', 'localhost:8080', '[::1]:80', '127.8.8.8:1']) {
      expect(httpSettings({ listen }, {}).tokens).toEqual([]);
    }
    expect(httpSettings({}, {})).toEqual({
      host: '127.0.0.1',
      port: 8080,
      tls: null,
      trustedProxies: [],
      hostNames: ['127.0.0.1'],
      tokens: [],
      scansPerMinute: 60,
    });
  });

  test.each(['0.0.0.0:80', '[::]:80', '192.168.0.2:80', 'wssure.example:80', '[::ffff:127.0.0.1]:80'])(
    '%s needs a token, and TLS or a proxy that has it',
    (listen) => {
      const host = listen.slice(0, listen.lastIndexOf(':')).replace(/[[\]]/g, '');
      expect(() => httpSettings({ listen }, {})).toThrow(
        new StartError(
          `--listen ${host} can be reached from outside: set WSSURE_TOKEN, without which nobody could be told from anybody`,
        ),
      );
      expect(() => httpSettings({ listen }, { WSSURE_TOKEN: token })).toThrow(
        new StartError(
          `--listen ${host} can be reached from outside: give --tls-cert and --tls-key, or --trusted-proxy with the address of the proxy that speaks TLS`,
        ),
      );
      const settings = httpSettings(
        { listen, trustedProxy: ['10.0.0.1'], hostName: ['wssure.example'] },
        { WSSURE_TOKEN: `${token}, another-0123456789` },
      );
      expect(settings.tokens).toEqual([token, 'another-0123456789']);
      expect(settings.hostNames).toContain('wssure.example');
      expect(settings.hostNames).not.toContain('0.0.0.0');
    },
  );

  test.each([
    [{ listen: 'nonsense' }, {}, '--listen "nonsense" is not host:port, like 127.0.0.1:8080 or [::1]:8080'],
    [
      { listen: '127.0.0.1:99999' },
      {},
      '--listen "127.0.0.1:99999" is not host:port, like 127.0.0.1:8080 or [::1]:8080',
    ],
    [{}, { WSSURE_TOKEN: 'short' }, 'WSSURE_TOKEN is too short: give 16 random characters or more'],
    [{ tlsCert: 'x.pem' }, {}, '--tls-cert and --tls-key go together: give both'],
    [
      { tlsCert: '/nowhere.pem', tlsKey: '/nowhere.pem' },
      {},
      '--tls-cert /nowhere.pem: there is no such file',
    ],
  ])('%j', (options, env, message) => {
    expect(() => httpSettings(options, env)).toThrow(new StartError(message));
  });

  test('a file that is no PEM', () => {
    const file = path.join(folder, 'not.pem');
    writeFileSync(file, 'hello');
    expect(() => httpSettings({ tlsCert: file, tlsKey: file }, {})).toThrow(
      new StartError(`--tls-cert ${file}: not a PEM file`),
    );
  });
});

interface Answer {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly cookie: string | null;
  readonly hsts: string | undefined;
}

/** Asks a server whose certificate has to be good for its name. */
function asker(origin: string) {
  return (method: string, where: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asking = request(
        origin + where,
        { method, headers, ca: demoCa, servername: 'localhost', agent: false },
        (response) => {
          const { location, 'set-cookie': cookies, 'strict-transport-security': hsts } = response.headers;
          response.resume();
          resolve({ status: response.statusCode, location, cookie: cookies?.[0] ?? null, hsts });
        },
      );
      asking.on('error', reject).end(body);
    });
}

describe('the commands', () => {
  const refused = async (args: readonly string[], env: Record<string, string> = {}): Promise<string> => {
    const error = await startCommand(args, env).then(
      () => 'started',
      (reason: unknown) => reason,
    );
    return error instanceof Error ? error.message : String(error);
  };

  test('serve answers, refuses a second one on its directory, and stops with status 0', async () => {
    const data = path.join(folder, 'data');
    const server = await startCommand(['serve', '--listen', '127.0.0.1:0', '--data', data]);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    const pid = server.process.pid;
    expect(await refused(['serve', '--listen', '127.0.0.1:0', '--data', data])).toBe(
      `ended with 2: wssure: ${data} is in use by another wssure (process ${pid}): stop that one, or give another directory with --data\n`,
    );
    expect(await server.stop()).toBe(0);
    expect(server.said()).toBe(
      `wssure: listening on ${server.origin} (stop with Ctrl-C)\nwssure: stopping: running scans have a moment to end\n`,
    );
  }, 60_000);

  test('serve speaks TLS, and to nobody without a token', async () => {
    const [tlsKey, tlsCert] = [path.join(folder, 'tls.key'), path.join(folder, 'tls.crt')];
    writeFileSync(tlsKey, demoKey);
    writeFileSync(tlsCert, demoCertificate);
    const server = await startCommand(
      [
        'serve',
        '--listen',
        '0.0.0.0:0',
        '--data',
        path.join(folder, 'tls'),
        '--tls-key',
        tlsKey,
        '--tls-cert',
        tlsCert,
      ],
      { WSSURE_TOKEN: token },
    );
    const origin = server.origin.replace(/\/\/[^:]+/, '//localhost');
    const ask = asker(origin);
    const accept = 'text/html';
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin };
    expect(await ask('GET', '/', { accept })).toMatchObject({ status: 303, location: '/login?next=%2F' });
    expect(await ask('GET', '/api/v1/scans')).toMatchObject({ status: 401 });
    expect(await ask('GET', '/metrics')).toMatchObject({ status: 401 });
    expect(await ask('GET', '/healthz', { host: 'evil.example' })).toMatchObject({ status: 421 });
    expect(await ask('GET', '/healthz')).toMatchObject({ status: 200, hsts: 'max-age=31536000' });
    expect(await ask('GET', '/api/v1/scans', { authorization: `Bearer ${token}` })).toMatchObject({
      status: 200,
    });
    expect(await ask('POST', '/login', form, 'token=wrong')).toMatchObject({ status: 401, cookie: null });
    const { status, location, cookie } = await ask(
      'POST',
      '/login',
      form,
      `token=${token}&next=//evil.example`,
    );
    expect([status, location, cookie]).toEqual([
      303,
      '/',
      expect.stringMatching(
        /^wssure_session=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ]);
    const session = { accept, cookie: cookie?.split(';')[0] ?? '' };
    expect(await ask('GET', '/', session)).toMatchObject({ status: 200 });
    const plain = await fetch(origin.replace('https', 'http')).catch((error: unknown) => error);
    expect(plain).toBeInstanceOf(TypeError);
    expect(await server.stop()).toBe(0);
  }, 60_000);

  test('an address in use is one line', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const data = path.join(folder, 'other');
    expect(await refused(['serve', '--listen', `127.0.0.1:${port}`, '--data', data])).toBe(
      `ended with 2: wssure: cannot start: the address is in use: stop what listens there, or give another with --listen (listen EADDRINUSE: address already in use 127.0.0.1:${port})\n`,
    );
    taken.close();
  }, 60_000);

  test('a database that is not there is one line', async () => {
    expect(await refused(['worker'], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })).toBe(
      'ended with 2: wssure: cannot start: the PostgreSQL of DATABASE_URL cannot be reached (connect ECONNREFUSED 127.0.0.1:1)\n',
    );
    expect(await refused(['worker'], { DATABASE_URL: '' })).toBe(
      'ended with 2: wssure: a worker shares a PostgreSQL: set DATABASE_URL (with the embedded database "wssure serve --workers n" has more of them)\n',
    );
    expect(await refused(['worker'], { DATABASE_URL: 'mysql://x' })).toBe(
      'ended with 2: wssure: DATABASE_URL is not a URL like postgresql://user:password@host/database\n',
    );
  }, 60_000);

  test('a directory that cannot be made is one line', async () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(await refused(['serve', '--listen', '127.0.0.1:0', '--data', path.join(file, 'data')])).toBe(
      `ended with 2: wssure: cannot start: --data is not a directory that can be written (ENOTDIR: not a directory, mkdir '${file}/data')\n`,
    );
  }, 60_000);
});
