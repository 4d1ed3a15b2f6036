import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { portOf } from '../net/testing/servers.ts';
import { closeAll, closeLater, listening, outcome } from './testing/outcome.ts';
import { xmpp } from './xmpp.ts';

afterAll(closeAll);

const prosody = '/usr/bin/prosody';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Prosody that serves one domain over WebSocket. */
async function serveProsody(domain: string): Promise<string> {
  const [folder, port] = [mkdtempSync(join(tmpdir(), 'wssure-prosody-')), await freePort()];
  writeFileSync(
    join(folder, 'prosody.cfg.lua'),
    `run_as_root = true; data_path = "${folder}"; pidfile = "${folder}/pid"; log = { info = "*console" }
    modules_enabled = { "websocket", "saslauth" }; consider_websocket_secure = true; c2s_ports = {}; s2s_ports = {}
    http_ports = { ${port} }; http_interfaces = { "127.0.0.1" }; https_ports = {}; http_default_host = "${domain}"
    VirtualHost "${domain}"
    `,
  );
  const child = spawn(prosody, ['-F', '--config', join(folder, 'prosody.cfg.lua')], { stdio: 'ignore' });
  closeLater(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${port}/xmpp-websocket`;
  const isUp = async (): Promise<boolean> => fetch(url).then(Boolean, () => false);
  for (let tries = 0; tries < 200 && !(await isUp()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return `ws://localhost:${port}/xmpp-websocket`;
}

describe.skipIf(!existsSync(prosody))('Prosody', () => {
  test('opens a stream to its own domain', async () => {
    expect(await outcome(xmpp, await serveProsody('localhost'))).toEqual({
      verdict: 'open',
      sent: 1,
      own: [true, true],
    });
  });

  test('refuses one to another', async () => {
    const { verdict, sent } = await outcome(xmpp, await serveProsody('other.test'));
    expect({ verdict, sent }).toEqual({ verdict: 'refused', sent: 1 });
  });
});

test('waits through what is not the protocol, and takes no lookalike for it', async () => {
  const server = createServer();
  new WebSocketServer({ server }).on('connection', (socket) => {
    for (const text of ['<message/>', '<opened/>', '<stream:featuresque/>']) socket.send(text);
    socket.close(4000);
  });
  expect(await outcome(xmpp, `ws://127.0.0.1:${await listening(server)}/`)).toEqual({
    verdict: 'closed 4000',
    sent: 1,
    own: [false, false, false],
  });
});
