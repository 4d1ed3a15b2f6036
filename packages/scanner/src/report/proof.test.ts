import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { Evidence, Finding } from '../report.ts';
import { commandLines, factsOf, isMasked, proofOf } from './proof.ts';
import { failReport } from './testing/reports.ts';

const exchange = { request: ['GET / HTTP/1.1'], response: ['HTTP/1.1 101'], after: ['server: hi'] };

function withEvidence(evidence: Evidence): Finding {
  const [finding] = failReport.findings;
  if (!finding) throw new Error('the report has no finding');
  return { ...finding, evidence };
}

describe('the proof of a finding', () => {
  test('is read from its evidence, and is no fact beside the others', () => {
    const proof = { exchange, curl: 'curl https://shop.test/', page: '<!doctype html>' };
    const finding = withEvidence({ status: 101, proof });
    expect(proofOf(finding)).toEqual({ ...exchange, curl: proof.curl, page: proof.page });
    expect(factsOf(finding)).toEqual({ status: 101 });
  });

  test('may be a command alone', () => {
    const proof = { exchange: null, curl: 'curl https://shop.test/', page: null };
    expect(proofOf(withEvidence({ proof }))).toEqual({
      request: [],
      response: [],
      after: [],
      curl: proof.curl,
      page: null,
    });
  });

  test.each<[string, Evidence]>([
    ['nothing', {}],
    ['a text', { proof: 'x' }],
    ['null', { proof: null }],
    ['a list', { proof: ['x'] }],
    ['other things', { proof: { exchange: 1, curl: 2, page: 3 } }],
  ])('is none where the evidence has %s', (_, evidence) => {
    expect(proofOf(withEvidence(evidence))).toBeNull();
  });
});

/** The words that a shell hands to curl. */
function words(command: string): string {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' });
}

describe('a command in lines', () => {
  const command = String.raw`curl --include --max-time 4 --header 'Cookie: it'\''s a b' --header 'X-Long: ${'x'.repeat(80)}' 'https://shop.test/a b'`;

  test('is the same command to a shell', () => {
    for (const width of [20, 60, 200]) {
      expect(words(commandLines(command, width).join('\n'))).toBe(words(command));
    }
  });

  test('keeps to the width where a word lets it, and a value beside its option', () => {
    expect(
      commandLines('curl --include --max-time 4 --header one --header two https://shop.test/', 36),
    ).toEqual([
      String.raw`curl --include --max-time 4 \ `.trimEnd(),
      String.raw`  --header one --header two \ `.trimEnd(),
      '  https://shop.test/',
    ]);
  });
});

test('a command in which a secret was masked is to be completed', () => {
  expect([isMasked("curl --header 'Cookie: a=***'"), isMasked('curl')]).toEqual([true, false]);
});
