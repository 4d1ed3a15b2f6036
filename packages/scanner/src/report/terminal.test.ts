import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { visible, visibleSource } from './escape.ts';
import { commandLines, proofOf } from './proof.ts';
import { terminal } from './terminal.ts';
import { sourceLines } from './terminal/source-line.ts';
import picocolors from 'picocolors';
import { hostileReport } from './testing/hostile.ts';
import { errorReport, failReport, noSocketReport, passReport, warnReport } from './testing/reports.ts';

const command = 'wssure https://shop.test/';
const plain = { color: false, width: 80, command };
const reports = { failReport, warnReport, passReport, noSocketReport, errorReport, hostileReport };

const toBeCopied = new Set(
  Object.values(reports)
    .flatMap(({ findings }) => findings.map((finding) => visible(proofOf(finding)?.curl ?? '')))
    .flatMap((curl) => [56, 76].flatMap((width) => commandLines(curl, width)))
    .concat(
      Object.values(reports)
        .flatMap(({ findings }) => findings.map(({ remediation }) => remediation.code ?? ''))
        .flatMap((code) => code.split('\n').map(visibleSource)),
    )
    .map((line) => `    ${line}`),
);

describe.each([30, 40, 80, 200])('at %i columns', (width) => {
  test.each(Object.entries(reports))('%s fits', (_, report) => {
    const lines = terminal.render(report, { ...plain, width }).split('\n');
    // A word of a command cannot be broken, nor a line of code.
    const wide = lines.filter((line) => stringWidth(line) > width);
    expect(wide.filter((line) => !toBeCopied.has(line))).toEqual([]);
  });
});

test('ends with the command that runs it again', () => {
  for (const report of Object.values(reports)) {
    expect(terminal.render(report, plain).split('\n').slice(-3)).toEqual([
      'Run it again:',
      `  ${command}`,
      '',
    ]);
  }
});

test('the worst finding comes first', () => {
  const marks = terminal.render(failReport, plain).match(/^[✖⚠ℹ✔] .*/gm);
  expect(marks).toEqual([
    '✖ FAIL  https://shop.test/',
    '✖ Server accepts WebSockets from any website',
    '✖ WebSocket without TLS',
    '⚠ Origin check could not be judged',
    'ℹ WebSocket over TLS',
  ]);
});

test('an inconclusive rule is never listed as passed', () => {
  const text = terminal.render(failReport, plain);
  expect(text.match(/^ {2}passed .*(\n {18}.*)*/m)?.[0]).not.toContain('coverage-limited');
  expect(text).toContain('  inconclusive    coverage-limited: one source could not be fetched');
});

test('a cause that stops several rules is told once', () => {
  const reason = 'the address of the socket is not known';
  const stopped = (['origin-not-validated', 'token-in-url'] as const).map((id) => ({
    id,
    outcome: 'inconclusive' as const,
    reason,
  }));
  const other = { id: 'tls-reference', outcome: 'inconclusive' as const, reason: 'a script was not read' };
  const text = terminal.render({ ...noSocketReport, rules: [...stopped, other] }, { ...plain, width: 120 });
  expect(text.match(/^ {2}inconclusive.*(\n {18}.*)*/gm)).toEqual([
    `  inconclusive    origin-not-validated, token-in-url: ${reason}`,
    '  inconclusive    tls-reference: a script was not read',
  ]);
});

test('an error is its message and nothing else', () => {
  expect(terminal.render(errorReport, { color: false, width: 80 })).toBe(
    '✖ NOT SCANNED  https://shop.invalid/: The name shop.invalid does not resolve:\n  check the spelling of the URL.\n',
  );
});

test('a page without sockets says so', () => {
  expect(terminal.render(noSocketReport, plain)).toContain('no WebSocket found in what was read');
});

test('quiet leaves verdict and findings', () => {
  const quiet = terminal.render(failReport, { ...plain, quiet: true });
  expect(quiet).toContain('✖ FAIL  https://shop.test/');
  expect(quiet).toContain('wssure explain plaintext-endpoint');
  expect(quiet).not.toMatch(/Endpoints|Rules|Not looked at|Run it again/);
});

test('one remedy for several endpoints is told once', () => {
  const [, , finding] = failReport.findings;
  if (!finding) throw new Error('no finding');
  const second = { ...finding, endpoint: 'wss://shop.test/second', fingerprint: 'other' };
  const text = terminal.render({ ...failReport, findings: [finding, second] }, plain);
  expect(text).toContain('✖ Server accepts WebSockets from any website (2)');
  expect(text.match(/Fix:/g)).toHaveLength(1);
});

describe('the line of source', () => {
  const reference = failReport.references[0];
  if (!reference) throw new Error('no reference');
  const linesOf = (snippet: string, expression: string, width: number) =>
    sourceLines(
      { ...reference, expression, location: { source: 'a.js', line: 1, column: 1, snippet } },
      { width, colors: picocolors.createColors(false) },
    ).slice(1);

  test.each([
    [
      'short',
      'let s = new WebSocket(u);',
      'new WebSocket(u)',
      80,
      ['    let s = new WebSocket(u);', '            ^^^^^^^^^^^^^^^^'],
    ],
    [
      'cut before',
      `${'x'.repeat(90)};new WebSocket(u)`,
      'new WebSocket(u)',
      40,
      ['    …xxxxxxxxxxxxxxxxxx;new WebSocket(u)', '                        ^^^^^^^^^^^^^^^^'],
    ],
    [
      'wide characters',
      '名前=new WebSocket(u)',
      'new WebSocket(u)',
      80,
      ['    名前=new WebSocket(u)', '         ^^^^^^^^^^^^^^^^'],
    ],
    ['not in the snippet', 'let s;', 'new WebSocket(u)', 80, ['    let s;']],
    [
      'snippet ends first',
      'a=new WebSocket(',
      'new WebSocket(u)',
      80,
      ['    a=new WebSocket(', '      ^^^^^^^^^^^^^^'],
    ],
  ])('%s', (_, snippet, expression, width, lines) => {
    expect(linesOf(snippet, expression, width)).toEqual(lines);
  });
});
