import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { portOf } from '../net/testing/servers.ts';
import type { ScanOptions } from '../options.ts';
import type { Report } from '../report.ts';
import { scan } from '../scan.ts';

/** A shop whose socket knows its customers by a session cookie or by HTTP authentication. */
interface Site {
  readonly admits?: (request: IncomingMessage) => boolean;
  readonly greet?: (socket: WebSocket, customer: string | null) => void;
  /** Of the page's answer. */
  readonly setCookie?: string;
  readonly script?: string;
}

const running: Server[] = [];
afterAll(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const opensLive = "<script>new WebSocket(location.origin.replace('http', 'ws') + '/live')</script>";
const session = 's3cret-4f1c0de7';
const password = Buffer.from('anna:pa55word').toString('base64');

function customerOf({ headers: { cookie = '', authorization = '' } }: IncomingMessage): string | null {
  return cookie.includes(`sid=${session}`) || authorization === `Basic ${password}` ? 'anna' : null;
}

async function open({
  admits = () => true,
  greet,
  setCookie,
  script = opensLive,
}: Site): Promise<{ url: string; handshakes: string[] }> {
  const handshakes: string[] = [];
  const server = createServer((_request, response) => {
    if (setCookie !== undefined) response.setHeader('Set-Cookie', setCookie);
    response.setHeader('Content-Type', 'text/html').end(script);
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, stream, head) => {
    const { origin, cookie, authorization } = request.headers;
    handshakes.push(
      `${origin?.includes('probe.example') ? 'foreign' : 'page'} ${cookie ?? authorization ?? 'nothing'}`,
    );
    if (admits(request))
      sockets.handleUpgrade(request, stream, head, (socket) => greet?.(socket, customerOf(request)));
    else stream.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}/`, handshakes };
}

const members: Site = {
  admits: (request) => customerOf(request) !== null,
  greet: (socket, customer) => socket.send(JSON.stringify({ type: 'hello', customer })),
};

function storageState(sameSite: 'Strict' | 'Lax' | 'None'): ScanOptions {
  const cookie = {
    name: 'sid',
    value: session,
    domain: '127.0.0.1',
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: true,
    sameSite,
  };
  return { storageState: JSON.stringify({ cookies: [cookie], origins: [] }) };
}

function outcomeOf(report: Report): unknown {
  const { outcome, reason } = report.rules.find(({ id }) => id === 'session-hijackable') ?? {};
  return reason === undefined ? outcome : `${outcome}: ${reason.replace(/ws:\/\/[\d.:]+/, '')}`;
}

/** The handshakes with and without the login, one word each. */
function cellsOf({ endpoints }: Report): string[] {
  const probes = endpoints.flatMap((endpoint) => endpoint.probes);
  return probes
    .filter(({ withCredentials }) => withCredentials !== undefined)
    .map(({ variant, outcome, withCredentials }) => `${variant} ${outcome}${withCredentials ? ' with' : ''}`);
}

async function judge(site: Site, options: ScanOptions): Promise<{ report: Report; handshakes: string[] }> {
  const { url, handshakes } = await open(site);
  return { report: await scan(url, { timeoutMs: 3_000, depth: 'basic', ...options }), handshakes };
}

const hijacked = [
  'control-with-credentials accepted with',
  'foreign-with-credentials accepted with',
  'foreign rejected',
  'control rejected',
  'foreign-with-credentials accepted with',
  'foreign rejected',
];

describe.concurrent('a server that knows its customers by a cookie', () => {
  test('is hijackable where the cookie travels', async () => {
    const { report, handshakes } = await judge(members, storageState('None'));
    expect(outcomeOf(report)).toBe('fail');
    expect(cellsOf(report)).toEqual(hijacked);
    expect(handshakes.slice(-6).toSorted()).toEqual([
      `foreign nothing`,
      `foreign nothing`,
      `foreign sid=${session}`,
      `foreign sid=${session}`,
      `page nothing`,
      `page sid=${session}`,
    ]);
    const finding = report.findings.find(({ rule }) => rule === 'session-hijackable');
    expect(finding).toMatchObject({
      level: 'fail',
      severity: 'critical',
      evidence: { cookies: [{ name: 'sid', sameSite: 'None' }], foreignWithout: { status: 401 } },
    });
    expect(JSON.stringify(report)).not.toContain(session);
  });

  test('is not after an Origin check', async () => {
    const checked: Site = {
      ...members,
      admits: (request) =>
        customerOf(request) !== null && request.headers.origin?.startsWith('http://127.0.0.1') === true,
    };
    const { report } = await judge(checked, storageState('None'));
    expect([outcomeOf(report), cellsOf(report)]).toEqual([
      'pass',
      [
        'control-with-credentials accepted with',
        'foreign-with-credentials rejected with',
        'foreign rejected',
        'control rejected',
      ],
    ]);
  });

  test.each(['Strict', 'Lax'] as const)(
    'is not where the cookie is SameSite=%s, though any Origin gets in',
    async (sameSite) => {
      const { report } = await judge(members, storageState(sameSite));
      expect([outcomeOf(report), report.endpoints[0]?.originPolicy, cellsOf(report)]).toEqual([
        'pass',
        'missing',
        [
          'control-with-credentials accepted with',
          'foreign-with-credentials rejected',
          'foreign rejected',
          'control rejected',
        ],
      ]);
    },
  );

  test.each([
    ['nobody told its SameSite', undefined, 'fail', 'The SameSite attribute of "sid" is not known'],
    [
      'the page sets it with SameSite=None',
      `sid=${session}; SameSite=None; Secure; Path=/`,
      'fail',
      '"sid" (SameSite=None)',
    ],
    ['the page sets it with SameSite=Lax', `sid=${session}; SameSite=Lax; Path=/`, 'pass', ''],
    ['the page sets it with none', `sid=${session}; Path=/`, 'pass', ''],
  ])('by --cookie: %s', async (_, setCookie, outcome, words) => {
    const site = setCookie === undefined ? members : { ...members, setCookie };
    const { report } = await judge(site, { cookies: [`sid=${session}`] });
    expect(outcomeOf(report)).toBe(outcome);
    const finding = report.findings.find(({ rule }) => rule === 'session-hijackable');
    expect(finding?.message ?? '').toContain(words);
    expect(JSON.stringify(report)).not.toContain(session);
  });

  test('that lets everybody in and tells customers more', async () => {
    const site: Site = {
      greet: (socket, customer) => {
        socket.send('{"type":"welcome"}');
        if (customer) setTimeout(() => socket.send(JSON.stringify({ type: 'orders', customer })), 50);
      },
    };
    const { report } = await judge(site, storageState('None'));
    expect([outcomeOf(report), cellsOf(report).length]).toEqual(['fail', 6]);
  });

  test('that closes strangers late', async () => {
    const site: Site = {
      greet: (socket, customer) => void (customer ?? setTimeout(() => socket.close(4401), 50)),
    };
    const { report } = await judge(site, storageState('None'));
    expect([outcomeOf(report), cellsOf(report)[2]]).toEqual(['fail', 'foreign closed']);
  });

  test('that tells everybody the same is no session', async () => {
    const { report } = await judge({ greet: (socket) => socket.send('{"price":1}') }, storageState('None'));
    expect([outcomeOf(report), cellsOf(report).length]).toEqual(['pass', 4]);
  });

  test('that refuses the login is inconclusive', async () => {
    const { report } = await judge(members, { cookies: ['sid=stale'] });
    expect([outcomeOf(report), cellsOf(report)]).toEqual([
      expect.stringMatching(/^inconclusive: \/live: The page's own Origin http.* was refused with 401/),
      [],
    ]);
  });
});

describe.concurrent('a server that knows its customers by a header', () => {
  test('is hijackable with HTTP authentication', async () => {
    const { report } = await judge(members, { headers: [['Authorization', `Basic ${password}`]] });
    expect([outcomeOf(report), cellsOf(report)]).toEqual(['fail', hijacked]);
    expect(JSON.stringify(report)).not.toContain(password);
  });

  test('and with the user name in the URL', async () => {
    const { url } = await open(members);
    const report = await scan(url.replace('//', '//anna:pa55word@'), { timeoutMs: 3_000, depth: 'basic' });
    expect([outcomeOf(report), cellsOf(report)]).toEqual(['fail', hijacked]);
  });

  test('is not with a bearer token or a header of its own', async () => {
    const site: Site = { ...members, admits: ({ headers }) => headers['x-key'] === 'k1234' };
    const { report } = await judge(site, {
      headers: [
        ['X-Key', 'k1234'],
        ['Authorization', 'Bearer abcdef123'],
      ],
    });
    expect([outcomeOf(report), cellsOf(report)[1]]).toEqual(['pass', 'foreign-with-credentials rejected']);
  });
});

test('without credentials nothing more is asked', async () => {
  const { report } = await judge(members, {});
  expect([outcomeOf(report), cellsOf(report)]).toEqual([
    'not-applicable: no credentials were given (--storage-state, --cookie, --header)',
    [],
  ]);
});

test('credentials stay on first-party hosts', async () => {
  const other = await open(members);
  const { url, handshakes } = await open({
    ...members,
    script: `<script>new WebSocket('${other.url}live')</script>`,
  });
  const report = await scan(url.replace('127.0.0.1', 'localhost'), {
    ...storageState('None'),
    cookies: [`sid=${session}`],
    headers: [['Authorization', `Basic ${password}`]],
    timeoutMs: 3_000,
  });
  expect([report.endpoints.map(({ party }) => party), handshakes, new Set(other.handshakes)]).toEqual([
    ['third'],
    [],
    new Set(['page nothing']),
  ]);
});

const seesCookies = (sid: string): Site => ({ setCookie: `sid=${sid}; Path=/; SameSite=Lax` });
const hello = (socket: WebSocket): void => socket.send('{"type":"hello"}');

describe.concurrent('without a login of the user', () => {
  test.each<[string, Site, string, string[]]>([
    ['speaks to anybody', { greet: hello }, 'warn', []],
    [
      'speaks to anybody, though the page sets a cookie',
      { ...seesCookies('x'), greet: hello },
      'warn',
      ['control accepted'],
    ],
    [
      'speaks to who has the page’s cookie',
      { ...members, ...seesCookies(session) },
      'pass',
      ['control rejected'],
    ],
    ['says nothing', seesCookies('x'), 'pass', []],
    ['asks for a login', { greet: (socket) => socket.send('{"type":"auth_required"}') }, 'pass', []],
  ])('a server that %s', async (_, site, outcome, cells) => {
    const { url, handshakes } = await open(site);
    const report = await scan(url, { timeoutMs: 3_000 });
    const found = report.rules.find(({ id }) => id === 'session-unauthenticated')?.outcome;
    expect([found, cellsOf(report)]).toEqual([outcome, cells]);
    const asksBare = handshakes.includes('page nothing');
    expect(asksBare).toBe(site.setCookie === undefined || cells.length > 0);
  });

  test('at basic depth nothing more is asked, and nothing claimed', async () => {
    const { report } = await judge({ ...seesCookies('x'), greet: hello }, {});
    const found = report.rules.find(({ id }) => id === 'session-unauthenticated');
    expect([found?.outcome, cellsOf(report)]).toEqual(['inconclusive', []]);
  });
});
