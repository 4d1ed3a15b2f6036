/** The program as users start it: bin/wssure.js over what `npm run build` made. */
import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { cpSync, mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { tool } from '../version.ts';
import { listen } from './testing/site.ts';

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
const program = path.join(packageFolder, 'bin', 'wssure.js');
const env = { PATH: process.env['PATH'] };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  return listen(server);
}

function wssure(...argv: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

describe('the program', () => {
  test.each(['--version', '-V'])('%s', (flag) => {
    expect(wssure(flag)).toEqual({ status: 0, stdout: `${tool.version}\n`, stderr: '' });
  });

  test('a usage error is one line on stderr and status 2', () => {
    expect(wssure('https://shop.test/', '--depth', 'x')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'wssure: --depth "x" is not one of basic, full\n',
    });
  });

  test('says what is missing where it was not built', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'wssure-bin-'));
    for (const name of ['bin', 'package.json']) {
      cpSync(path.join(packageFolder, name), path.join(folder, name), { recursive: true });
    }
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(folder, 'bin', 'wssure.js'), 'demo'],
      {
        encoding: 'utf8',
      },
    );
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: 'wssure: dist/ is missing: run "npm ci" (or "npm run build") in the repository first\n',
    });
  });

  test('is quiet where the reader of its report has gone', async () => {
    const child = spawn(process.execPath, [program, 'explain'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [status] = await once(child, 'close');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('stops at Ctrl-C, with status 130', async () => {
    const seen = new EventEmitter();
    const url = await serve(() => seen.emit('request'));
    const child = spawn(process.execPath, [program, url], { env });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    await once(seen, 'request');
    child.kill('SIGINT');
    const [status] = await once(child, 'close');
    expect({ status, output }).toEqual({
      status: 130,
      output: '\nwssure: interrupted: nothing was decided\n',
    });
  });

  test('scans a page, whatever proxies the environment names', async () => {
    const url = await serve((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<p>Hello'),
    );
    const { status, stdout, stderr } = await new Promise<ReturnType<typeof wssure>>((resolve) => {
      const child = spawn(process.execPath, [program, url, '--format', 'json'], {
        env: { ...env, HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9' },
      });
      const text = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (chunk: string) => (text[name] += chunk));
      }
      child.on('close', (code) => resolve({ status: code, ...text }));
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ target: url, verdict: 'pass', page: { url, status: 200 } });
  });
});
