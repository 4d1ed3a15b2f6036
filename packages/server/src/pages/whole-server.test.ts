import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Server } from '../serve.ts';
import { testServer } from '../testing/server.ts';

const token = 'a token for these tests only';

interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly cookie: string;
  readonly title: string;
  readonly html: string;
}

describe('the pages of a server that asks for a token', () => {
  const data = mkdtempSync(join(tmpdir(), 'wssure-pages-'));
  let server: Server;
  let session = '';

  beforeAll(async () => {
    server = await testServer({ url: null, data }, { tokens: [token] }, { workers: 0, allowPrivate: false });
    const { cookie } = await post('/login', { token });
    session = cookie;
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  });

  async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = {
      accept: 'text/html',
      cookie: session,
      ...Object.fromEntries(new Headers(init.headers)),
    };
    const answer = await fetch(server.origin + path, { redirect: 'manual', ...init, headers });
    const html = await answer.text();
    return {
      status: answer.status,
      location: answer.headers.get('location'),
      cookie: (answer.headers.get('set-cookie') ?? '').replace(/;.*/, ''),
      title: /<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? '',
      html,
    };
  }

  function post(
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return ask(path, { method: 'POST', body: new URLSearchParams(form), headers });
  }

  test('lead a stranger to the login and then on', async () => {
    const cookie = '';
    const stranger = await ask('/sites/shop.test?x=1', { headers: { cookie } });
    expect([stranger.status, stranger.location]).toEqual([303, '/login?next=%2Fsites%2Fshop.test%3Fx%3D1']);
    expect((await ask(stranger.location ?? '', { headers: { cookie } })).html).toContain(
      'name="next" value="/sites/shop.test?x=1"',
    );
    expect(await post('/login', { token: 'wrong' }, { cookie })).toMatchObject({
      status: 401,
      title: 'Sign in',
    });
    const signedIn = await post('/login', { token, next: '/sites/shop.test' }, { cookie });
    expect([signedIn.status, signedIn.location]).toEqual([303, '/sites/shop.test']);
    expect((await ask('/', { headers: { cookie: signedIn.cookie } })).html).toContain('Sign out');
  });

  test('say what is wrong with what was entered', async () => {
    const entered = [
      'not a URL',
      'https://me:secret@shop.test/',
      `https://shop.test/${'x'.repeat(10_000)}`,
      'http://127.0.0.1/',
      'http://[::ffff:169.254.169.254]/',
      'ftp://shop.test/',
    ];
    for (const url of entered) {
      const { status, html } = await post('/scans', { url });
      expect([url.slice(0, 40), status, html.includes('class="problem"')]).toEqual([
        url.slice(0, 40),
        400,
        true,
      ]);
      expect(html).not.toMatch(/secret|url: /);
    }
  });

  test('show a name that can be taken for another’s as what it is', async () => {
    const { status, location } = await post('/scans', { url: 'https://\u0430pple.test/' });
    expect(status).toBe(303);
    const { title, html } = await ask(location ?? '');
    expect(title).toBe('https://xn--pple-43d.test/');
    expect(html).toContain('reads “\u0430pple.test”');
    expect((await post('/scans', { url: 'https://\u0430pple.test/' })).location).toBe(location);
    expect((await post(`${location}/cancel`, {})).location).toBe(location);
    expect((await ask(location ?? '')).title).toBe('The scan was stopped');
    expect((await ask('/sites/xn--pple-43d.test')).title).toBe('xn--pple-43d.test');
  });

  test.each([
    ['/nowhere', 'There is no such page'],
    ['/scans/none', 'There is no such page'],
    ['/scans/none/rules/plaintext-endpoint', 'There is no such page'],
    ['/sites/nobody.test', 'There is no such page'],
    [`/scans/${'x'.repeat(250)}`, 'There is no such page'],
  ])('answer what is not there with a page: %s', async (path, title) => {
    expect(await ask(path)).toMatchObject({ status: 404, title });
  });

  test('run nothing again that is not there', async () => {
    expect(await post('/scans/none/rescan', {})).toMatchObject({ status: 404 });
  });

  test('are not for what another site sends', async () => {
    const foreign = await post('/scans', { url: 'https://shop.test/' }, { origin: 'https://evil.test' });
    expect([foreign.status, foreign.title]).toEqual([403, 'That came from another website']);
    expect(await underName('evil.test')).toBe(421);
  });

  test('leave the API to programs', async () => {
    const { status, html } = await ask('/api/v1/nowhere');
    expect([status, JSON.parse(html)]).toMatchObject([404, { error: 'not-found' }]);
  });

  /** `fetch` lets nobody choose the Host. */
  function underName(host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      httpRequest(server.origin, { headers: { host, accept: 'text/html' } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
  }
});
