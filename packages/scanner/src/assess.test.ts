import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Endpoint } from './artifacts.ts';
import { assess } from './assess.ts';
import { fingerprint } from './fingerprint.ts';
import type { Report } from './report.ts';
import { rules } from './rules/list.ts';
import plaintextEndpoint from './rules/plaintext-endpoint.ts';
import { cookie, csp, facts, message, observation, page, reference, source } from './rules/testing/facts.ts';
import { artifacts, nothingElse, openSocket, probed, url } from './testing/gathered.ts';

afterEach(() => vi.restoreAllMocks());

function outcomes(report: Report): Record<string, string> {
  return Object.fromEntries(report.rules.map(({ id, outcome }) => [id, outcome]));
}

describe('assess', () => {
  test('a page without sockets passes, in words, and no rule claims more than it saw', () => {
    expect(assess(artifacts())).toEqual({
      schemaVersion: 1,
      tool: { name: 'wssure', version: '0.0.0' },
      target: 'https://shop.test/',
      verdict: 'pass',
      conclusion: 'Pass: no WebSocket found in what was read (1 source).',
      startedAt: '2026-05-01T10:00:00.000Z',
      durationMs: 12,
      page: { url: 'https://shop.test/', status: 200 },
      sources: [source()],
      references: [],
      endpoints: [],
      findings: [],
      rules: [
        {
          id: 'plaintext-endpoint',
          outcome: 'not-applicable',
          reason: 'no WebSocket found in what was read',
        },
        { id: 'plaintext-reference', outcome: 'pass' },
        { id: 'plaintext-mention', outcome: 'pass' },
        {
          id: 'plaintext-accepted',
          outcome: 'not-applicable',
          reason: 'no wss:// endpoint of the first party was found',
        },
        {
          id: 'csp-allows-plaintext',
          outcome: 'not-applicable',
          reason:
            'no enforced Content-Security-Policy of the page limits connections (it has neither connect-src nor default-src)',
        },
        { id: 'tls-certificate-invalid', outcome: 'not-applicable', reason: 'no wss:// endpoint was found' },
        {
          id: 'tls-version-obsolete',
          outcome: 'not-applicable',
          reason: 'no wss:// endpoint of the first party was found',
        },
        {
          id: 'tls-reference',
          outcome: 'not-applicable',
          reason: 'no wss:// endpoint was found in what was read',
        },
        {
          id: 'origin-not-validated',
          outcome: 'not-applicable',
          reason: 'no WebSocket of the first party was found',
        },
        {
          id: 'origin-validated-weakly',
          outcome: 'not-applicable',
          reason: 'no WebSocket of the first party was found',
        },
        {
          id: 'origin-undetermined',
          outcome: 'not-applicable',
          reason: 'no WebSocket of the first party was found',
        },
        {
          id: 'fallback-cross-origin',
          outcome: 'not-applicable',
          reason: 'no WebSocket of the first party belongs to a library with an HTTP transport',
        },
        {
          id: 'session-hijackable',
          outcome: 'not-applicable',
          reason: 'no WebSocket of the first party was found',
        },
        {
          id: 'session-unauthenticated',
          outcome: 'not-applicable',
          reason: 'no WebSocket of the first party was found',
        },
        {
          id: 'cookie-samesite',
          outcome: 'not-applicable',
          reason: 'no WebSocket of the first party was found',
        },
        { id: 'token-in-url', outcome: 'not-applicable', reason: 'no WebSocket found in what was read' },
        { id: 'dev-server-socket', outcome: 'pass' },
        {
          id: 'third-party-endpoint',
          outcome: 'not-applicable',
          reason: 'no WebSocket found in what was read',
        },
        { id: 'coverage-limited', outcome: 'pass' },
      ],
      summary: { fail: 0, warn: 0, note: 0, endpoints: 0, references: 0 },
    });
  });

  test('an open Origin fails, with the standing facts of its rule and a fingerprint', () => {
    const report = assess(artifacts({ references: [reference('r1', url)], endpoints: [openSocket] }));
    expect(report.verdict).toBe('fail');
    expect(report.conclusion).toBe(`1 failure. First: Server accepts WebSockets from any website (${url}).`);
    expect(report.summary).toEqual({ fail: 1, warn: 0, note: 1, endpoints: 1, references: 1 });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['origin-not-validated', 'tls-reference']);
    expect(report.findings[0]).toMatchObject({
      level: 'fail',
      severity: 'low',
      title: 'Server accepts WebSockets from any website',
      endpoint: url,
      references: ['r1'],
      requirements: ['PCI DSS 4.0.1 6.2.4', 'CWE-1385', 'ASVS 5.0 4.4.2'],
      fingerprint: fingerprint('origin-not-validated', url, null),
    });
    expect(outcomes(report)).toMatchObject({ 'origin-not-validated': 'fail', 'tls-reference': 'note' });
  });

  test('the report shows each probe and the policy', () => {
    const foreign = observation('foreign', {
      outcome: 'rejected',
      status: 403,
      closeCode: null,
      error: { code: 'x', message: 'refused' },
    });
    const greeting = observation('control', {
      messages: [message('hi'), message('there')],
      closeReason: 'bye',
    });
    const again = observation('control-again', { url: 'wss://shop.test/other', messages: [message('hi')] });
    const http2 = [observation('control', { transport: 'h2', status: 200 })];
    const plaintext = [
      observation('plaintext', { url: 'ws://shop.test/live', outcome: 'rejected', status: 301 }),
    ];
    const observations = [greeting, foreign, again];
    const credentials = [observation('control-with-credentials', { withCredentials: true })];
    const report = assess(
      artifacts({
        endpoints: [probed(url, { ...nothingElse, observations, http2, plaintext, credentials })],
      }),
    );
    expect(report.endpoints).toEqual([
      {
        url,
        library: 'websocket',
        protocols: [],
        party: 'first',
        references: ['r1'],
        originPolicy: 'enforced',
        originPolicyReason: expect.stringMatching(/\.$/),
        bypasses: [],
        probes: [
          {
            variant: 'control',
            origin: 'https://shop.test',
            transport: 'http/1.1',
            outcome: 'accepted',
            status: 101,
            closeCode: null,
            closeReason: 'bye',
            firstMessage: 'hi',
            error: null,
            durationMs: 5,
          },
          {
            variant: 'foreign',
            origin: 'https://wssure-probe.example',
            transport: 'http/1.1',
            outcome: 'rejected',
            status: 403,
            closeCode: null,
            closeReason: null,
            firstMessage: null,
            error: 'refused',
            durationMs: 5,
          },
          {
            variant: 'control-again',
            origin: 'https://shop.test',
            transport: 'http/1.1',
            url: 'wss://shop.test/other',
            outcome: 'accepted',
            status: 101,
            closeCode: null,
            closeReason: null,
            firstMessage: 'hi',
            error: null,
            durationMs: 5,
          },
          {
            variant: 'control',
            origin: 'https://shop.test',
            transport: 'h2',
            outcome: 'accepted',
            status: 200,
            closeCode: null,
            closeReason: null,
            firstMessage: null,
            error: null,
            durationMs: 5,
          },
          {
            variant: 'plaintext',
            origin: 'https://shop.test',
            transport: 'http/1.1',
            url: 'ws://shop.test/live',
            outcome: 'rejected',
            status: 301,
            closeCode: null,
            closeReason: null,
            firstMessage: null,
            error: null,
            durationMs: 5,
          },
          {
            variant: 'control-with-credentials',
            origin: 'https://shop.test',
            transport: 'http/1.1',
            outcome: 'accepted',
            status: 101,
            closeCode: null,
            closeReason: null,
            firstMessage: null,
            error: null,
            durationMs: 5,
            withCredentials: true,
          },
        ],
      },
    ]);
    expect([report.verdict, report.findings.map(({ rule }) => rule)]).toEqual([
      'warn',
      ['session-unauthenticated', 'tls-reference'],
    ]);
  });

  test('findings come worst first: by level, then by severity', () => {
    const plain = ['ws://shop.test/a', 'ws://shop.test/b'];
    const report = assess(
      artifacts({
        page: page({
          url: 'http://shop.test/',
          csp: [csp('connect-src ws:')],
          cookies: [cookie('sid', 'Lax')],
        }),
        scope: { ...facts().scope, pageOrigin: 'http://shop.test' },
        references: [reference('r9', 'ws://feed.test/', { role: 'names' })],
        endpoints: [openSocket, ...plain.map((address) => probed(address))],
      }),
    );
    expect(report.findings.map(({ level, severity, rule }) => `${level} ${severity} ${rule}`)).toEqual([
      'fail high plaintext-endpoint',
      'fail high plaintext-endpoint',
      'fail medium plaintext-reference',
      'fail medium origin-not-validated',
      'warn low csp-allows-plaintext',
      'note info tls-reference',
    ]);
    expect(report.conclusion).toMatch(
      /^4 failures, 1 warning\. First: WebSocket without TLS \(ws:\/\/shop\.test\/a\)\./,
    );
  });

  test('a warning alone warns, notes alone pass', () => {
    const upgrade = page({ csp: [csp('upgrade-insecure-requests')] });
    const warned = assess(
      artifacts({ page: upgrade, references: [reference('r1', 'ws://a.test/', { role: 'names' })] }),
    );
    expect(warned.verdict).toBe('warn');
    expect(outcomes(warned)).toMatchObject({ 'plaintext-reference': 'warn' });
    const noted = assess(artifacts({ references: [reference('r1', 'ws://a.test/', { role: 'mentions' })] }));
    expect(noted.verdict).toBe('pass');
    expect(noted.summary).toEqual({ fail: 0, warn: 0, note: 1, endpoints: 0, references: 1 });
  });

  test('a target that could not be scanned is an error, and nothing passes', () => {
    const report = assess(
      artifacts({
        page: null,
        sources: [],
        error: {
          code: 'name-not-resolved',
          message: 'shop.test: the name does not resolve; check the spelling.',
        },
      }),
    );
    expect(report.verdict).toBe('error');
    expect(report.error).toEqual({
      code: 'name-not-resolved',
      message: 'shop.test: the name does not resolve; check the spelling.',
    });
    expect(report.conclusion).toBe(
      'The scan could not be carried out: shop.test: the name does not resolve; check the spelling.',
    );
    expect(report.rules).toEqual(
      rules.map(({ meta }) => ({
        id: meta.id,
        outcome: 'inconclusive',
        reason: 'the target could not be scanned',
      })),
    );
  });

  test('what could not be judged is inconclusive, never a pass', () => {
    const report = assess(
      artifacts({ references: [reference('r1', null, { unresolved: 'u comes from a fetch' })] }),
    );
    expect(outcomes(report)).toMatchObject({
      'plaintext-endpoint': 'inconclusive',
      'tls-reference': 'inconclusive',
      'coverage-limited': 'note',
    });
    expect(report.conclusion).toBe(
      'The page opens a WebSocket whose address could not be worked out. 13 of 19 rules were not conclusive.',
    );
  });

  test('a rule that trips is inconclusive and leaves the others alone', () => {
    vi.spyOn(plaintextEndpoint, 'assess').mockImplementation(() => {
      throw new Error('out of range');
    });
    const report = assess(artifacts({ endpoints: [openSocket] }));
    expect(report.rules.find(({ id }) => id === 'plaintext-endpoint')).toEqual({
      id: 'plaintext-endpoint',
      outcome: 'inconclusive',
      reason: 'the rule failed: out of range',
    });
    expect(outcomes(report)).toMatchObject({ 'origin-not-validated': 'fail' });
  });

  test('a rule is handed what it needs and nothing else', () => {
    const spies = rules.map((rule) => ({ needs: rule.needs, spy: vi.spyOn(rule, 'appliesTo') }));
    assess(artifacts());
    for (const { needs, spy } of spies) expect(Object.keys(spy.mock.calls[0]?.[0] ?? {})).toEqual([...needs]);
  });
});

function openTo(address: string): Endpoint {
  return probed(address, {
    observations: (['control', 'foreign', 'control-again'] as const).map((variant) =>
      observation(variant, { messages: [message('hello')], responseHeaders: [['Server', 'nginx']] }),
    ),
  });
}

test("the owner's server gets code, a build tool's socket what its user can do", () => {
  const endpoints = [openTo(url), openTo('wss://shop.test/ng-cli-ws')];
  const [owners, tools] = assess(artifacts({ endpoints }))
    .findings.filter(({ rule }) => rule === 'origin-not-validated')
    .map(({ endpoint: own, remediation }) => ({ own, remediation }));
  expect(owners).toMatchObject({ own: url, remediation: { recipe: 'nginx-origin' } });
  expect(tools).toEqual({
    own: 'wss://shop.test/ng-cli-ws',
    remediation: {
      summary:
        'Deploy what `webpack --mode production` (`ng build`, `react-scripts build`) writes; `webpack serve` is for development alone. ' +
        "Who may open its socket is that program's decision: while you develop, keep it up to date and on a loopback address, and stop it when you do not use it.",
    },
  });
});
