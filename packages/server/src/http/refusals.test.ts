import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Server } from '../serve.ts';
import { Calls } from '../testing/calls.ts';
import { describeOnBoth, type Kind } from '../testing/kinds.ts';
import { testServer } from '../testing/server.ts';

describeOnBoth('what the API refuses', (start) => {
  let kind: Kind;
  let server: Server;
  let calls: Calls;

  beforeAll(async () => {
    kind = await start();
    server = await testServer(await kind.fresh());
    calls = new Calls(server.origin);
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await kind.stop();
  });

  test.each<[string, unknown, string[]]>([
    ['not a URL', { url: 'nonsense' }, ['url: not a URL: give one like https://shop.example/']],
    ['no URL', {}, ['url: Invalid input: expected string, received undefined']],
    ['another scheme', { url: 'ftp://x.example' }, ['url: not an http or https URL']],
    [
      'credentials in the URL',
      { url: 'https://user:secret@x.example/' },
      ['url: carries credentials: give them as a header or cookie in "options"'],
    ],
    [
      '10 000 characters',
      { url: `https://x.example/${'a'.repeat(10_000)}` },
      ['url: longer than 2048 characters'],
    ],
    [
      'everything at once',
      { url: 'nonsense', options: { depht: 'full', crawl: -1, probe: 'some' }, more: 1 },
      [
        'url: not a URL: give one like https://shop.example/',
        'options.probe: Invalid option: expected one of "all"|"first-party"|"none"',
        'options.crawl: Too small: expected number to be >=0',
        'options.depht: there is no such option',
        'more: there is no such option',
      ],
    ],
    [
      'headers that no scan sends',
      {
        url: 'https://x.example/',
        options: {
          headers: { 'X-Team': 'a\nb' },
          userAgent: 'Tester \ud800',
          firstParty: ['a\0b'],
          storageState: { cookies: [{ name: 'a\0', value: '', domain: 'x.example' }] },
        },
      },
      [
        'options.firstParty.0: not a domain',
        'options.userAgent: not one line of text that a header can carry',
        'options.headers.X-Team: not one line of text that a header can carry',
        'options.storageState.cookies.0.name: not one line of text that a header can carry',
      ],
    ],
    [
      'names of headers',
      {
        url: 'https://x.example/',
        options: { headers: { 'Content-Length': '4', 'a b': '', TE: 'x', 'X-A': '' } },
      },
      [
        'options.headers.Content-Length: set by the scan itself',
        'options.headers.a b: not a header name',
        'options.headers.TE: set by the scan itself',
      ],
    ],
    ['no JSON', '{"url":', [expect.stringContaining('JSON')]],
  ])('bad input: %s', async (_title, body, reasons) => {
    expect(await calls.problem(calls.post('/api/v1/scans', body))).toEqual([400, reasons]);
  });

  test('a body that is too large, or of another type, is refused', async () => {
    const large = { url: 'https://x.example/', options: { userAgent: 'a'.repeat(1_100_000) } };
    expect((await calls.post('/api/v1/scans', large)).status).toBe(413);
    const body = new URLSearchParams({ url: 'https://x.example/' });
    expect(await calls.problem(calls.call('/api/v1/scans', { method: 'POST', body }))).toEqual([
      415,
      ['the body is taken as JSON: send it as content-type: application/json'],
    ]);
  });

  test('unknown ids and paths are 404, as JSON or as a page', async () => {
    expect(await calls.problem(calls.call('/api/v1/scans/unknown'))).toEqual([
      404,
      ['there is no such scan'],
    ]);
    expect(await calls.problem(calls.call('/api/v1/scans/unknown/events'))).toEqual([
      404,
      ['there is no such scan'],
    ]);
    expect(await calls.problem(calls.call('/api/v1/scans/unknown', { method: 'DELETE' }))).toEqual([
      404,
      ['there is no such scan'],
    ]);
    expect(await calls.problem(calls.call('/api/v1/schedules/unknown'))).toEqual([
      404,
      ['there is no such schedule'],
    ]);
    expect(await calls.problem(calls.call('/api/v1/nothing'))).toEqual([
      404,
      ['there is no GET /api/v1/nothing'],
    ]);
    const page = await calls.call('/nothing', { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
  });

  test('what is nested deeper than any cookie is left out', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const body = `{"url":"https://deep.invalid/","options":{"storageState":{"cookies":[],"origins":${deep}}}}`;
    expect((await calls.post('/api/v1/scans', body)).status).toBe(202);
  });

  test('an address that is no address of ours is answered as any other mistake', async () => {
    const answers = await Promise.all(
      ['/scans/%', `/scans/${'a'.repeat(400)}`, '/scans/%00', '/sites/%00'].flatMap((path) =>
        [path, `/api/v1${path}`].map(async (url) => {
          const answer = await calls.call(url, { headers: { accept: 'text/html' } });
          return [answer.status, answer.headers.get('content-type')?.split(';')[0]];
        }),
      ),
    );
    const kinds = ['text/html', 'application/json'];
    expect(answers).toEqual([400, 414, 404, 404].flatMap((status) => kinds.map((kind) => [status, kind])));
  });

  test.each([
    [
      'headers of 20 kB',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'the headers are too long',
    ],
    ['no HTTP', 'hello\r\n\r\n', 400, 'this is no HTTP request'],
  ])(
    'what is no request for a route is answered in the same shape: %s',
    async (_title, sent, status, reason) => {
      const socket = connect(Number(new URL(server.origin).port), '127.0.0.1', () => socket.write(sent));
      const [head, body] = (await text(socket)).split('\r\n\r\n');
      expect(head?.split('\r\n')[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} \\w`));
      expect(head).toContain('Content-Type: application/json; charset=utf-8');
      expect(JSON.parse(body ?? '')).toEqual({ error: 'invalid', message: reason, reasons: [reason] });
    },
  );
});
