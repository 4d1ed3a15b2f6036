/** Hand-made reports, one of each verdict, for tests of formats and of pages. */
import type { Reference, SourceRecord } from '../../artifacts.ts';
import type { Finding, Report, ReportEndpoint, ReportProbe, RuleResult } from '../../report.ts';

const page = 'https://shop.test/';
const app = 'https://shop.test/assets/app-4f1c.js';
const wrongOrigin = 'https://wssure-probe.example';
const missing = 'The foreign Origin got the same first message as the page.';

function sha(digit: string): string {
  return digit.repeat(64);
}

function probe(
  variant: ReportProbe['variant'],
  origin: string,
  rest: Partial<ReportProbe> = {},
): ReportProbe {
  return {
    variant,
    origin,
    transport: 'http/1.1',
    outcome: 'accepted',
    status: 101,
    closeCode: null,
    closeReason: null,
    firstMessage: null,
    error: null,
    durationMs: 12,
    ...rest,
  };
}

const sources: readonly SourceRecord[] = [
  { url: page, kind: 'page', bytes: 4821, sha256: sha('a'), status: 'read' },
  { url: page, kind: 'inline', bytes: 212, sha256: sha('b'), status: 'read', line: 41 },
  { url: app, kind: 'script', bytes: 181_234, sha256: sha('c'), status: 'read' },
  {
    url: 'https://cdn.vendor.test/chat.js',
    kind: 'script',
    bytes: 0,
    sha256: null,
    status: 'skipped',
    reason: 'its origin is not the page’s',
    option: '--scripts all',
  },
  {
    url: 'https://shop.test/assets/legacy.js',
    kind: 'script',
    bytes: 0,
    sha256: null,
    status: 'failed',
    reason: 'HTTP status 404',
  },
];

const references: readonly Reference[] = [
  {
    id: 'r1',
    library: 'websocket',
    role: 'connects',
    expression: 'new WebSocket(`wss://${location.host}/live`)',
    url: 'wss://shop.test/live',
    protocols: [],
    location: {
      source: app,
      line: 1,
      column: 2345,
      snippet: 'function c(){const s=new WebSocket(`wss://${location.host}/live`);s.onmessage=p;return s}',
      original: { source: 'src/live.ts', line: 12, column: 17 },
    },
  },
  {
    id: 'r2',
    library: 'socket.io',
    role: 'connects',
    expression: "io({ path: '/chat' })",
    url: 'wss://shop.test/chat/?EIO=4&transport=websocket',
    protocols: [],
    location: { source: page, line: 44, column: 19, snippet: "  const socket = io({ path: '/chat' });" },
  },
  {
    id: 'r3',
    library: 'websocket',
    role: 'connects',
    expression: "new WebSocket('ws://feed.shop.test/prices')",
    url: 'ws://feed.shop.test/prices',
    protocols: ['prices.v2'],
    location: {
      source: app,
      line: 1,
      column: 90_112,
      snippet: "e.prices=function(){return new WebSocket('ws://feed.shop.test/prices',['prices.v2'])}",
    },
  },
  {
    id: 'r4',
    library: 'text',
    role: 'mentions',
    expression: 'ws://localhost:3000',
    url: 'ws://localhost:3000/',
    protocols: [],
    location: { source: app, line: 1, column: 12, snippet: '/* dev: ws://localhost:3000 */' },
    context: 'comment',
  },
  {
    id: 'r5',
    library: 'websocket',
    role: 'connects',
    expression: 'new WebSocket(cfg.socketUrl)',
    url: null,
    unresolved: 'cfg comes from a request that is made at run time',
    protocols: [],
    location: { source: app, line: 1, column: 99_004, snippet: 'var k=new WebSocket(cfg.socketUrl);' },
  },
];

const live: ReportEndpoint = {
  url: 'wss://shop.test/live',
  library: 'websocket',
  protocols: [],
  party: 'first',
  references: ['r1'],
  originPolicy: 'missing',
  originPolicyReason: missing,
  bypasses: [],
  probes: [
    probe('control', 'https://shop.test', { firstMessage: '{"type":"hello","cart":[]}' }),
    probe('foreign', wrongOrigin, { firstMessage: '{"type":"hello","cart":[]}' }),
    probe('control-again', 'https://shop.test', { firstMessage: '{"type":"hello","cart":[]}' }),
  ],
};

const chat: ReportEndpoint = {
  url: 'wss://shop.test/chat/?EIO=4&transport=websocket',
  library: 'socket.io',
  protocols: [],
  party: 'first',
  references: ['r2'],
  originPolicy: 'enforced',
  originPolicyReason: 'The page’s Origin got 101, the foreign one 403.',
  bypasses: [],
  probes: [
    probe('control', 'https://shop.test', { firstMessage: '0{"sid":"…"}' }),
    probe('foreign', wrongOrigin, { outcome: 'rejected', status: 403 }),
  ],
};

const prices: ReportEndpoint = {
  url: 'ws://feed.shop.test/prices',
  library: 'websocket',
  protocols: ['prices.v2'],
  party: 'first',
  references: ['r3'],
  originPolicy: 'undetermined',
  originPolicyReason: 'The page’s own Origin got no connection: connection refused.',
  bypasses: [],
  probes: [
    probe('control', 'https://shop.test', {
      outcome: 'unreachable',
      status: null,
      error: 'connection refused',
    }),
  ],
};

const findings: readonly Finding[] = [
  {
    rule: 'tls-reference',
    level: 'note',
    severity: 'info',
    title: 'WebSocket over TLS',
    message: 'The page opens wss://shop.test/live over TLS.',
    endpoint: 'wss://shop.test/live',
    references: ['r1'],
    evidence: {},
    remediation: { summary: 'Nothing to do.' },
    requirements: ['ASVS 5.0 4.4.1'],
    fingerprint: '0000000000000003',
  },
  {
    rule: 'origin-undetermined',
    level: 'warn',
    severity: 'medium',
    title: 'Origin check could not be judged',
    message:
      'The page’s own Origin got no connection to ws://feed.shop.test/prices, so there is nothing to compare.',
    endpoint: 'ws://feed.shop.test/prices',
    references: ['r3'],
    evidence: { control: { outcome: 'unreachable', error: 'connection refused' } },
    remediation: { summary: 'Scan from a network that reaches feed.shop.test.' },
    requirements: ['CWE-1385', 'ASVS 5.0 4.4.2'],
    fingerprint: '0000000000000004',
  },
  {
    rule: 'origin-not-validated',
    level: 'fail',
    severity: 'high',
    title: 'Server accepts WebSockets from any website',
    message:
      'wss://shop.test/live accepted a handshake with the Origin https://wssure-probe.example and sent it what the page gets. Any page that a customer visits can open it in their name.',
    endpoint: 'wss://shop.test/live',
    references: ['r1'],
    evidence: {
      transport: 'http/1.1',
      control: { status: 101 },
      foreign: { status: 101 },
      proof: {
        exchange: {
          request: ['GET /live HTTP/1.1', 'Host: shop.test', `Origin: ${wrongOrigin}`, 'Cookie: sid=***'],
          response: ['HTTP/1.1 101', 'Upgrade: websocket'],
          after: ['server: {"type":"hello","cart":[]}', 'still open after 1.0 s, when wssure leaves'],
        },
        curl: `curl --include --http1.1 --max-time 4 --header 'Upgrade: websocket' --header 'Origin: ${wrongOrigin}' --header 'Cookie: sid=***' https://shop.test/live`,
        page: '<!doctype html>\n<title>Does it open?</title>\n<script>\nconnect();\n</script>\n',
      },
    },
    remediation: {
      summary:
        'Compare the Origin header with the origins of your own pages before the upgrade, and answer 403 to every other.',
      recipe: 'node-ws',
      stack: 'ws (Node.js)',
      title: 'Compare the Origin in verifyClient',
      place: 'Where the WebSocketServer is made on an HTTP server.',
      language: 'js',
      code: "const allowedOrigins = new Set(['https://shop.test']);\nconst sockets = new WebSocketServer({\n  server,\n  verifyClient: ({ origin }, done) => done(allowedOrigins.has(origin), 403),\n});",
      page: 'docs/fixes/node-ws.md',
      guess: true,
      because: 'recognised by the headers of its 101',
      caveat: 'The Origin guards the users of browsers only.',
      alternatives: [],
    },
    requirements: ['PCI DSS 4.0.1 6.2.4', 'CWE-1385', 'ASVS 5.0 4.4.2'],
    fingerprint: '0000000000000001',
  },
  {
    rule: 'plaintext-endpoint',
    level: 'fail',
    severity: 'high',
    title: 'WebSocket without TLS',
    message:
      'The page opens ws://feed.shop.test/prices: everyone on the way can read and change what it carries.',
    endpoint: 'ws://feed.shop.test/prices',
    references: ['r3'],
    evidence: { scheme: 'ws', host: 'feed.shop.test' },
    remediation: { summary: 'Serve the socket over TLS and write wss:// in the page.' },
    requirements: ['PCI DSS 4.0.1 4.2.1', 'CWE-319', 'ASVS 5.0 4.4.1'],
    fingerprint: '0000000000000002',
  },
];

const rules: readonly RuleResult[] = [
  { id: 'plaintext-endpoint', outcome: 'fail' },
  { id: 'plaintext-reference', outcome: 'pass' },
  { id: 'plaintext-mention', outcome: 'pass' },
  {
    id: 'csp-allows-plaintext',
    outcome: 'not-applicable',
    reason: 'the page has no Content-Security-Policy',
  },
  { id: 'tls-certificate-invalid', outcome: 'pass' },
  { id: 'tls-reference', outcome: 'note' },
  { id: 'origin-not-validated', outcome: 'fail' },
  { id: 'origin-undetermined', outcome: 'warn' },
  { id: 'third-party-endpoint', outcome: 'pass' },
  { id: 'coverage-limited', outcome: 'inconclusive', reason: 'one source could not be fetched' },
];

/** Two fails, a warning and a note; one endpoint of each kind. Findings are not in order of weight. */
export const failReport: Report = {
  schemaVersion: 1,
  tool: { name: 'wssure', version: '0.1.0' },
  target: page,
  verdict: 'fail',
  conclusion:
    '2 failures, 1 warning. First: Server accepts WebSockets from any website (wss://shop.test/live). Not conclusive: coverage-limited.',
  startedAt: '2026-11-23T09:30:00.000Z',
  durationMs: 812,
  page: { url: page, status: 200 },
  sources,
  references,
  endpoints: [live, chat, prices],
  findings,
  rules,
  summary: { fail: 2, warn: 1, note: 1, endpoints: 3, references: 5 },
};

function inBaseline(finding: Finding): Finding {
  return finding.level === 'fail' ? { ...finding, baselined: true } : finding;
}

/** A warning, and a fail that the baseline lists. */
export const warnReport: Report = {
  ...failReport,
  verdict: 'warn',
  conclusion:
    '1 warning. First: Origin check could not be judged (ws://feed.shop.test/prices). 1 finding is in the baseline and not counted.',
  sources: sources.slice(0, 3),
  references: references.slice(2, 3),
  endpoints: [prices],
  findings: findings.filter(({ endpoint }) => endpoint === prices.url).map(inBaseline),
  rules: [
    { id: 'plaintext-endpoint', outcome: 'fail' },
    { id: 'origin-not-validated', outcome: 'inconclusive', reason: 'the control was refused' },
    { id: 'origin-undetermined', outcome: 'warn' },
  ],
  summary: { fail: 1, warn: 1, note: 0, endpoints: 1, references: 1 },
};

/** One endpoint, which refuses foreign Origins. */
export const passReport: Report = {
  ...failReport,
  verdict: 'pass',
  conclusion: '1 WebSocket endpoint found, and nothing that fails or warns.',
  sources: sources.slice(0, 2),
  references: references.slice(1, 2),
  endpoints: [chat],
  findings: [],
  rules: [
    { id: 'plaintext-endpoint', outcome: 'pass' },
    { id: 'origin-not-validated', outcome: 'pass' },
  ],
  summary: { fail: 0, warn: 0, note: 0, endpoints: 1, references: 1 },
};

/** Nothing was found: a pass that says so. */
export const noSocketReport: Report = {
  ...failReport,
  verdict: 'pass',
  conclusion: 'Pass: no WebSocket found in what was read (1 source).',
  sources: sources.slice(0, 1),
  references: [],
  endpoints: [],
  findings: [],
  rules: [
    { id: 'plaintext-endpoint', outcome: 'not-applicable', reason: 'no endpoint was found' },
    { id: 'origin-not-validated', outcome: 'not-applicable', reason: 'no endpoint was found' },
  ],
  summary: { fail: 0, warn: 0, note: 0, endpoints: 0, references: 0 },
};

/** A target that could not be scanned. */
export const errorReport: Report = {
  ...noSocketReport,
  target: 'https://shop.invalid/',
  verdict: 'error',
  conclusion:
    'The scan could not be carried out: The name shop.invalid does not resolve: check the spelling of the URL.',
  error: {
    code: 'name-not-resolved',
    message: 'The name shop.invalid does not resolve: check the spelling of the URL.',
  },
  page: null,
  sources: [],
  rules: [
    { id: 'plaintext-endpoint', outcome: 'inconclusive', reason: 'the target could not be scanned' },
    { id: 'origin-not-validated', outcome: 'inconclusive', reason: 'the target could not be scanned' },
  ],
};
