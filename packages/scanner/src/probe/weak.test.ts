import { afterAll, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { variantIds, type VariantId } from '../artifacts.ts';
import { gistOf, probeAndJudge } from './testing/probing.ts';
import { serve, type Behaviour, type TestServer } from './testing/servers.ts';

const page = 'https://app.shop.test';
const servers: TestServer[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

async function judge(behaviour: Behaviour, more: Parameters<typeof probeAndJudge>[1] = {}) {
  const server = await serve(behaviour);
  servers.push(server);
  const probed = await probeAndJudge({ url: server.url }, { page, wanted: variantIds, ...more });
  return { ...probed, server };
}

/** A server whose rule for Origins this is, before the 101. */
function guarded(admits: (origin: string) => boolean, absent = false): Behaviour {
  return {
    handshake: (origin) => (origin === undefined ? absent : admits(origin)) || 403,
    connected: (socket) => socket.send('hi'),
  };
}

function hostOf(origin: string): string {
  return URL.parse(origin)?.hostname ?? '';
}

/** What the rule is meant to be, how it is written, what gets through. */
const rules: [string, (origin: string) => boolean, VariantId[]][] = [
  ['equality', (origin) => origin === page, []],
  ['equality, or null', (origin) => origin === page || origin === 'null', ['null']],
  ['a prefix', (origin) => origin.startsWith(page), ['suffix', 'substring', 'port']],
  ['a suffix', (origin) => origin.endsWith('app.shop.test'), ['prefix', 'subdomain', 'scheme']],
  [
    'a suffix of the domain',
    (origin) => origin.endsWith('shop.test'),
    ['prefix', 'dot', 'subdomain', 'sibling', 'scheme'],
  ],
  [
    'the domain and what is below',
    (origin) => hostOf(origin) === 'shop.test' || hostOf(origin).endsWith('.shop.test'),
    ['prefix', 'subdomain', 'sibling', 'scheme', 'port'],
  ],
  [
    'a substring',
    (origin) => origin.includes('app.shop.test'),
    ['suffix', 'prefix', 'substring', 'subdomain', 'scheme', 'port'],
  ],
  ['a pattern with a bare dot', (origin) => /^https:\/\/app.shop.test$/.test(origin), ['dot']],
  [
    'a pattern without an end',
    (origin) => /^https:\/\/app\.shop\.test.*/.test(origin),
    ['suffix', 'substring', 'port'],
  ],
  ['the host alone', (origin) => hostOf(origin) === 'app.shop.test', ['scheme', 'port']],
  ['the host and port', (origin) => URL.parse(origin)?.host === 'app.shop.test', ['scheme']],
  ['any address', (origin) => origin === page || /^http:\/\/[\d.]+$/.test(origin), ['ip']],
  [
    'localhost for developers',
    (origin) => origin === page || origin.startsWith('http://localhost'),
    ['localhost'],
  ],
  ['any extension', (origin) => origin === page || origin.startsWith('chrome-extension://'), ['extension']],
];

describe('a rule that checks', () => {
  test.concurrent.each(rules)('%s', async (_name, admits, bypasses) => {
    const { originPolicy, bypasses: found, server, endpoint } = await judge(guarded(admits));
    expect({ originPolicy, found }).toEqual({
      originPolicy: bypasses.length > 0 ? 'weak' : 'enforced',
      found: bypasses,
    });
    expect(new Set(server.origins).size).toBeLessThanOrEqual(18);
    expect(server.origins.length).toBeLessThanOrEqual(30);
    expect(server.origins.length).toBe(endpoint.observations.length);
  });
});

test('the sentence names what got in', async () => {
  const { originPolicyReason } = await judge(guarded((origin) => origin === page || origin === 'null'));
  expect(originPolicyReason).toBe(
    `The page's Origin ${page} got 101, https://wssure-probe.example was refused with 403; but null got in as the page does.`,
  );
});

test('an absent Origin is recorded and no bypass', async () => {
  const { originPolicy, endpoint } = await judge(
    guarded((origin) => origin === page, true),
    { page: 'https://shop.test', origin: 'https://evil.example' },
  );
  expect([originPolicy, gistOf(endpoint)]).toEqual(['undetermined', ['control rejected 403']]);
  const right = await judge(
    guarded((origin) => origin === 'https://shop.test', true),
    { page: 'https://shop.test' },
  );
  expect(right.originPolicy).toBe('enforced');
  expect(gistOf(right.endpoint)).toContain('absent accepted 101');
});

test('variants are refused after the 101 as well', async () => {
  const { originPolicy, bypasses } = await judge({
    connected: (socket, origin = '') =>
      hostOf(origin) === 'app.shop.test' ? socket.send('hi') : socket.close(1008),
  });
  expect([originPolicy, bypasses]).toEqual(['weak', ['scheme', 'port']]);
});

test('variants of a silent server are watched for as long as it took to close on the foreign Origin', async () => {
  const { originPolicy, bypasses } = await judge({
    connected: (socket, origin) => {
      if (origin !== page && origin !== 'null') setTimeout(() => socket.close(1008), 1_200);
    },
  });
  expect([originPolicy, bypasses]).toEqual(['weak', ['null']]);
});

test.concurrent.each<[string, string | null]>([
  ['drops', null],
  ['answers nothing to', 'HTTP/1.1 100 Continue\r\n\r\n'],
])(
  'a server that %s all but the page leaves handshakes for what must still be asked',
  async (_how, turnAway) => {
    const { originPolicy, endpoint, server } = await judge(
      { handshake: (origin) => (origin === page ? true : turnAway) },
      { timeoutMs: 2_000 },
    );
    expect([originPolicy, endpoint.observations.at(-1)?.variant]).toEqual(['enforced', 'control-again']);
    expect(server.origins.length).toBeLessThanOrEqual(22);
  },
);

test.concurrent(
  'silence for all but the page is told within the time that a scan has for its time-out',
  async () => {
    const timeoutMs = 5_000;
    const { originPolicy, endpoint } = await judge(
      { handshake: (origin) => (origin === page ? true : '') },
      { timeoutMs, limits: { scanMs: 1.7 * timeoutMs } },
    );
    const foreign = endpoint.observations.find(({ variant }) => variant === 'foreign');
    expect([originPolicy, foreign?.retries]).toEqual(['enforced', 1]);
    expect(foreign?.error?.message).toContain('did not answer within 5 s');
  },
);

test('a server that drops variants alone is asked again only as often as the count allows', async () => {
  const { originPolicy, endpoint, server } = await judge({
    handshake: (origin) => origin === page || (origin === 'https://wssure-probe.example' ? 403 : null),
  });
  expect([originPolicy, endpoint.observations.at(-1)?.variant]).toEqual(['enforced', 'control-again']);
  expect(server.origins.length).toBeLessThanOrEqual(30);
});

test('variants are tried where the foreign Origin gets nothing but silence', async () => {
  const { originPolicy, bypasses } = await judge({
    connected: (socket, origin = '') => {
      if (origin === page || origin === 'null') socket.send('hi');
    },
  });
  expect([originPolicy, bypasses]).toEqual(['weak', ['null']]);
});

test('a server that accepts every other handshake is not judged by its accidents', async () => {
  const { originPolicy } = await judge({
    handshake: (_origin, count) => count % 2 === 1 || 403,
    connected: (socket) => socket.send('hi'),
  });
  expect(originPolicy).toBe('undetermined');
});

test('a server that refused once and lets everybody in is not called weak', async () => {
  const { originPolicy, bypasses, endpoint } = await judge({
    handshake: (_origin, count) => count !== 2 || 403,
    connected: (socket) => socket.send('hi'),
  });
  expect([originPolicy, bypasses]).toEqual(['missing', []]);
  const foreign = gistOf(endpoint).filter((gist) => gist.startsWith('foreign'));
  expect(foreign).toEqual(['foreign rejected 403', 'foreign accepted 101']);
});

test('variants are tried where the foreign Origin is turned away only when the page comes again', async () => {
  let stranger: WebSocket | null = null;
  let isAlert = false;
  const { originPolicy, bypasses, endpoint, server } = await judge({
    handshake: (origin) => {
      if (origin === page) stranger?.close(1008);
      isAlert ||= origin === page && stranger !== null;
      return true;
    },
    connected: (socket, origin) => {
      if (origin === page || origin === 'null') return socket.send('{"type":"hello"}');
      stranger = socket;
      socket.send('{"queue":7}');
      return isAlert ? socket.close(1008) : undefined;
    },
  });
  expect([originPolicy, bypasses]).toEqual(['weak', ['null']]);
  const gist = gistOf(endpoint);
  expect(gist.slice(0, 3)).toEqual([
    'control accepted 101',
    'foreign closed 101 1008',
    'control-again accepted 101',
  ]);
  expect(gist.at(-1)).toBe('control-again accepted 101');
  expect(server.origins.length).toBeLessThanOrEqual(30);
});

test('a foreign Origin that gets another message is watched until it is turned away', async () => {
  const { originPolicy } = await judge(
    {
      connected: (socket, origin) => {
        socket.send(origin === page ? '{"type":"hello"}' : '{"queue":7}');
        if (origin !== page) setTimeout(() => socket.close(4403), 2_000);
      },
    },
    { timeoutMs: 5_000 },
  );
  expect(originPolicy).toBe('enforced');
});

test('a page that is greeted late is waited for, while the next questions are asked', async () => {
  const greetedAfterMs = 1_500;
  const started = performance.now();
  const { originPolicy } = await judge({
    connected: (socket, origin) => {
      if (origin === page) setTimeout(() => socket.send('hi'), greetedAfterMs);
    },
  });
  expect(originPolicy).toBe('enforced');
  // The control, variants that are late, the control again: not each twice as long as the greeting takes.
  expect(performance.now() - started).toBeLessThan(6 * greetedAfterMs);
});

test.each([
  [1_500, 2_100],
  [10, 3_200],
])('a foreign Origin that is greeted later than the page (%i ms) is in, after %i ms', async (own, others) => {
  const { originPolicy } = await judge({
    connected: (socket, origin) => void setTimeout(() => socket.send('hi'), origin === page ? own : others),
  });
  expect(originPolicy).toBe('missing');
});

test.each([2, 3, 10])(
  'a refusal counts, also where a limit on requests steps in after %i handshakes',
  async (limit) => {
    const { originPolicy, bypasses } = await judge({
      handshake: (origin, count) => (count > limit ? 429 : origin === page || 403),
    });
    expect([originPolicy, bypasses]).toEqual(['enforced', []]);
  },
);

test('what got through before a limit on requests stepped in is a bypass', async () => {
  const { originPolicy, bypasses } = await judge({
    handshake: (origin = '', count) => (count > 14 ? 429 : origin.startsWith(page) || 403),
  });
  expect([originPolicy, bypasses]).toEqual(['weak', ['suffix', 'substring', 'port']]);
});

test('no variant is tried where the foreign Origin gets in, with --depth basic, or on a third party', async () => {
  const missing = await judge(guarded(() => true));
  const basic = await judge(
    guarded((origin) => origin === page),
    { depth: 'basic' },
  );
  expect([gistOf(missing.endpoint).length, gistOf(basic.endpoint).length]).toEqual([3, 3]);
});
