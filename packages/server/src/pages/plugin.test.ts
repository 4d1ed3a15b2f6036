import Fastify, { type FastifyInstance } from 'fastify';
import type { Report } from 'wssure';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pages } from './plugin.ts';
import { MemoryService } from './testing/memory-service.ts';
import { reportOf, scanOf } from './testing/reports.ts';

let weak: Report;
let sound: Report;
let service: MemoryService;
let app: FastifyInstance;

beforeAll(async () => {
  weak = await reportOf("new WebSocket('ws://feed.shop.test/prices')");
  sound = await reportOf("new WebSocket('wss://feed.shop.test/prices')");
});

beforeEach(async () => {
  service = new MemoryService();
  app = Fastify();
  await app.register(pages, { service });
});
afterEach(() => app.close());

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly html: string;
  /** What is read, without markup. */
  readonly text: string;
}

async function get(url: string): Promise<Answer> {
  return answerOf(await app.inject({ url }));
}

async function post(url: string, form: Record<string, string> = {}): Promise<Answer> {
  const payload = new URLSearchParams(form).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return answerOf(await app.inject({ method: 'POST', url, headers, payload }));
}

function answerOf(response: Awaited<ReturnType<FastifyInstance['inject']>>): Answer {
  const { statusCode, headers, body } = response;
  const text = body.replace(/<head>.*?<\/head>|<[^>]*>/gs, ' ').replace(/\s+/g, ' ');
  return { status: statusCode, location: headers.location?.toString(), html: body, text };
}

describe('the home page', () => {
  test('takes forms and nothing else', async () => {
    for (const [url, payload] of [
      ['/scans', '{"url":5}'],
      ['/login', '{"token":{},"next":["//evil.test"]}'],
    ] as const) {
      const headers = { 'content-type': 'application/json' };
      const { status, text } = answerOf(await app.inject({ method: 'POST', url, headers, payload }));
      expect([status, text]).toEqual([415, expect.stringContaining('That was no form')]);
    }
  });

  test('asks for a page and lists what was scanned lately', async () => {
    service.scans.push(
      scanOf('two', { url: 'https://www.xn--80ak6aa92e.com/', report: weak }),
      scanOf('one', { status: 'running' }),
    );
    const { status, html, text } = await get('/');
    expect(status).toBe(200);
    expect(html).toContain('<form class="ask" method="post" action="/scans">');
    expect(text).toContain('https://www.xn--80ak6aa92e.com/ ✖ fail 2026-11-26 09:30 UTC');
    expect(html).toContain('href="/sites/www.xn--80ak6aa92e.com"');
    expect(text).toContain('https://shop.test/ … running');
  });

  test('starts a scan, and takes a name without a scheme', async () => {
    expect(await post('/scans', { url: ' shop.test/live?x=1 ' })).toMatchObject({
      status: 303,
      location: '/scans/new',
    });
    await post('/scans', { url: 'HTTP://shop.test' });
    await post('/scans', { url: 'javascript:alert(1)' });
    await post('/scans', { url: 'localhost:3000/live' });
    await post('/scans', { url: '127.0.0.1' });
    await post('/scans', { url: 'localhost.shop.test' });
    await post('/scans', { url: 'intranet' });
    await post('/scans');
    expect(service.asked).toEqual([
      'submit https://shop.test/live?x=1',
      'submit HTTP://shop.test',
      'submit javascript:alert(1)',
      'submit http://localhost:3000/live',
      'submit http://127.0.0.1',
      'submit https://localhost.shop.test',
      'submit intranet',
      'submit ',
    ]);
  });

  test('leads to the scan that runs already', async () => {
    service.answer = { kind: 'running', id: 'old' };
    expect(await post('/scans', { url: 'https://shop.test/' })).toMatchObject({
      status: 303,
      location: '/scans/old',
    });
  });

  test('says what is wrong with what was entered, and gives it back without its password', async () => {
    const problems = ['The URL carries a user name: leave it out.', 'It is <too> long.'];
    service.answer = { kind: 'refused', status: 400, problems };
    const { status, html, text } = await post('/scans', { url: 'https://me:secret@shop.test/"><b>' });
    expect(status).toBe(400);
    expect(text).toContain(
      'The URL carries a user name: leave it out. It is &lt;too&gt; long.'.replace('&gt;', '>'),
    );
    expect(html).toContain('value="https://shop.test/%22%3E%3Cb%3E"');
    expect(html).toContain('aria-invalid="true" aria-describedby="problems"');
    expect(html).not.toContain('secret');
  });

  test('refuses a form of a megabyte with a page', async () => {
    const { status, text } = await post('/scans', { url: 'x'.repeat(1_000_000) });
    expect(status).toBe(413);
    expect(text).toContain('That is too long');
  });
});

describe('a scan that runs', () => {
  test('shows how far each stage is, live and without script', async () => {
    service.scans.push(
      scanOf('one', {
        status: 'running',
        progress: { read: { done: 2, total: 3, subject: 'https://shop.test/\u202e<i>.js' } },
      }),
    );
    const { html, text } = await get('/scans/one');
    expect(html).toContain('<noscript><meta http-equiv="refresh" content="2"/></noscript>');
    expect(html).toMatch(/<script type="module" src="\/assets\/live-[\da-f]{12}\.js"><\/script>/);
    expect(html).toContain('<progress max="3" value="2" aria-labelledby="stage-read">');
    expect(text).toContain(String.raw`Read 2 of 3 https://shop.test/\u{202e}&lt;i>.js`);
    expect(html).toContain('data-scan="one"');
  });

  test('can be stopped', async () => {
    expect(await post('/scans/one/cancel')).toMatchObject({ status: 303, location: '/scans/one' });
    expect(service.asked).toEqual(['cancel one']);
  });

  test('says where it stands when it was stopped or broke off', async () => {
    service.scans.push(
      scanOf('one', { status: 'failed', error: { code: 'cancelled', message: 'Stopped by you.' } }),
      scanOf('two', {
        status: 'failed',
        error: { code: 'worker-lost', message: 'The worker ended three times.' },
      }),
    );
    expect((await get('/scans/one')).text).toContain('The scan was stopped');
    expect((await get('/scans/two')).text).toContain('The scan broke off The worker ended three times.');
  });

  test('has no rules to show yet', async () => {
    service.scans.push(scanOf('one', { status: 'running' }));
    expect(await get('/scans/one/rules/plaintext-endpoint')).toMatchObject({
      status: 303,
      location: '/scans/one',
    });
  });
});

describe('the results', () => {
  test('give the verdict, what to fix, and what is fixed since', async () => {
    service.scans.push(scanOf('two', { report: sound, previous: 'one' }), scanOf('one', { report: weak }));
    const before = await get('/scans/one');
    expect(before.html).toContain('<h1 id="verdict">https://shop.test/</h1>');
    expect(before.text).toContain('What to fix ✖ fail WebSocket without TLS ws://feed.shop.test/prices');
    expect(before.text).not.toContain('Since the scan before');
    const after = await get('/scans/two');
    expect(after.text).toContain('Since the scan before: 1 fixed, 0 new, 0 unchanged .');
    expect(after.html).toContain('href="/sites/shop.test?from=one&amp;to=two#compare"');
  });

  test('name the rules to look into in the order of their findings, and no notes', async () => {
    const [first] = weak.findings;
    if (!first) throw new Error('the page is weak');
    const worst = { ...first, rule: 'origin-not-validated' };
    const note = { ...first, rule: 'tls-reference', level: 'note' as const };
    const report = { ...weak, findings: [worst, first, worst, note] };
    service.scans.push(scanOf('one', { report }));
    const { html } = await get('/scans/one');
    const [todo = ''] = /<ol class="todo">.*?<\/ol>/s.exec(html) ?? [];
    expect([...todo.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      '/scans/one/rules/origin-not-validated',
      '/scans/one/rules/plaintext-endpoint',
    ]);
  });

  test('lead to every rule, which knows its place', async () => {
    service.scans.push(scanOf('one', { report: weak }));
    const { html } = await get('/scans/one');
    const links = [...html.matchAll(/class="cell[^"]*" href="([^"]+)"/g)].map(([, href = '']) => href);
    expect(links).toEqual(weak.rules.map(({ id }) => `/scans/one/rules/${id}`));
    for (const [index, link] of links.entries()) {
      const { status, text } = await get(link);
      expect([status, text.includes(`Check ${index + 1} of ${links.length} `)]).toEqual([200, true]);
    }
  });

  test('run again', async () => {
    expect(await post('/scans/one/rescan')).toMatchObject({ status: 303, location: '/scans/new' });
    expect(service.asked).toEqual(['rescan one']);
    service.answer = { kind: 'refused', status: 429, problems: ['Wait 12 seconds.'] };
    const { status, text } = await post('/scans/one/rescan');
    expect([status, text.includes('It cannot be run again now Wait 12 seconds.')]).toEqual([429, true]);
  });
});

describe('the page of a rule', () => {
  test('has the five parts, and the way on', async () => {
    service.scans.push(scanOf('one', { report: weak }));
    const { html, text } = await get('/scans/one/rules/plaintext-endpoint');
    const headings = [...html.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, heading]) => heading);
    expect(headings).toEqual([
      'What this check probes',
      'What was found',
      'Why this matters',
      'How to fix it',
      'Fixed it?',
    ]);
    expect(text).toContain("new WebSocket('ws://feed.shop.test/prices')");
    expect(html.split('<h2 id="fix-title">')[0]).not.toContain('class="fix"');
    expect(html.split('<h2 id="fix-title">')[1]).toMatch(/<h3>ws:\/\/feed\.shop\.test\/prices<\/h3>/);
    expect(html).toContain('action="/scans/one/rescan"');
    expect(html).toContain('href="/scans/one">← Back to the results for https://shop.test/');
    expect(html).toContain('class="next" href="/scans/one/rules/plaintext-reference"');
  });

  test('says why there is nothing', async () => {
    service.scans.push(scanOf('one', { report: weak }));
    const { text } = await get('/scans/one/rules/origin-not-validated');
    const { reason = '' } = weak.rules.find(({ id }) => id === 'origin-not-validated') ?? {};
    expect(reason).not.toBe('');
    expect(text.replace(/&#39;|&quot;/g, "'")).toContain(`What was found It could not be judged: ${reason}`);
  });

  test('is not there for a rule that does not exist', async () => {
    service.scans.push(scanOf('one', { report: weak }));
    expect((await get('/scans/one/rules/no-such-rule')).status).toBe(404);
    expect((await get('/scans/one/rules/..%2F..%2Fpackage')).status).toBe(404);
  });
});

describe('the history of a site', () => {
  beforeEach(() => {
    service.scans.push(
      scanOf('three', { report: sound, createdAt: '2026-11-26T11:00:00.000Z' }),
      scanOf('two', { status: 'failed' }),
      scanOf('one', { report: weak, createdAt: '2026-11-25T11:00:00.000Z' }),
      scanOf('other', { url: 'https://other.test/', report: weak }),
    );
  });

  test('draws the verdicts, compares the last two, and exports every format', async () => {
    const { html, text } = await get('/sites/shop.test');
    expect(html.match(/<title>2026-[^<]+/g)).toEqual([
      '<title>2026-11-25 11:00 UTC: fail, 1 to fix, 0 warnings',
      `<title>2026-11-26 11:00 UTC: ${sound.verdict}, 0 to fix, ${sound.summary.warn} warnings`,
    ]);
    expect(text).toMatch(/1 fixed WebSocket without TLS ws:\/\/feed\.shop\.test\/prices 0 new 0 unchanged/);
    expect([...html.matchAll(/report\?format=(\w+)/g)].map(([, format]) => format)).toEqual([
      'html',
      'json',
      'sarif',
      'junit',
      'markdown',
      'jsonl',
      'terminal',
    ]);
    expect(text).not.toContain('other.test');
  });

  test('compares any two scans, and takes no others for it', async () => {
    expect((await get('/sites/shop.test?from=three&to=one')).text).toMatch(/0 fixed 1 new WebSocket/);
    expect((await get('/sites/shop.test?from=nonsense&to=other')).text).toMatch(/1 fixed WebSocket/);
  });

  test('is not there for a site that was never scanned', async () => {
    const { status, text } = await get('/sites/nobody.test');
    expect([status, text.includes('There is no such page')]).toEqual([404, true]);
  });
});

describe('signing in', () => {
  test('leads on to where one wanted to go', async () => {
    const { html } = await get('/login?next=%2Fscans%2Fone');
    expect(html).toContain('name="next" value="/scans/one"');
    expect(await post('/login', { token: 'right', next: '/scans/one' })).toMatchObject({
      status: 303,
      location: '/scans/one',
    });
    expect((await get('/')).html).toContain('<form method="post" action="/logout">');
    expect(await post('/logout')).toMatchObject({ status: 303, location: '/' });
    expect((await get('/')).html).not.toContain('/logout');
  });

  test('says so where the token is none', async () => {
    const { status, text } = await post('/login', { token: 'wrong' });
    expect([status, text.includes('That is none of this server’s tokens.')]).toEqual([401, true]);
  });

  test.each(['//evil.test', '/\\evil.test', 'https://evil.test', 'javascript:alert(1)', '/a\nb', ''])(
    'never leads to another site: %j',
    async (next) => {
      expect(await post('/login', { token: 'right', next })).toMatchObject({ status: 303, location: '/' });
    },
  );
});

test('a name that can be taken for another’s is shown for what it is', async () => {
  const url = 'https://xn--pple-43d.test/';
  service.scans.push(scanOf('one', { url, status: 'running' }));
  const { html } = await get('/scans/one');
  expect(html).toContain('<code>xn--pple-43d.test</code> reads “\u0430pple.test”');
});

test('every answer keeps others from framing, guessing or adding anything', async () => {
  service.scans.push(scanOf('one', { report: weak }));
  for (const url of ['/', '/scans/one', '/scans/none', '/sites/shop.test']) {
    const { headers, body } = await app.inject({ url });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    });
    expect(body).not.toMatch(/<style|<script>|\sstyle=|\son\w+=/);
  }
});

test('assets are kept by their names', async () => {
  const { html } = await get('/');
  for (const path of html.match(/\/assets\/[\w.-]+/g) ?? []) {
    const { statusCode, headers } = await app.inject({ url: path });
    expect([statusCode, headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  }
});

test('a mistake of the server is a page that tells nothing of it', async () => {
  service.recent = () => Promise.reject(new Error('password=hunter2'));
  const { status, html, text } = await get('/');
  expect(status).toBe(500);
  expect(text).toContain('That went wrong');
  expect(html).not.toContain('hunter2');
});
