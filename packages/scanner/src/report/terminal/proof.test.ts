import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { Evidence, Finding } from '../../report.ts';
import { failReport } from '../testing/reports.ts';
import { groupProofLines } from './proof.ts';

const layout = { width: 80, colors: picocolors.createColors(false) };

function withProof(url: string, proof: Evidence = {}): Finding {
  const [finding] = failReport.findings;
  if (!finding) throw new Error('the report has no finding');
  return { ...finding, evidence: { proof: { exchange: null, curl: `curl ${url}`, page: null, ...proof } } };
}

const without = { ...withProof(''), evidence: {} };

test('one finding has its command', () => {
  expect(groupProofLines([withProof('https://shop.test/live')], 0, layout)).toEqual([
    '',
    '  See for yourself:',
    '    curl https://shop.test/live',
  ]);
});

test('of several the first that has a command stands for all', () => {
  const group = [without, withProof('https://shop.test/a'), withProof('https://shop.test/b')];
  expect(group.map((_, index) => groupProofLines(group, index, layout))).toEqual([
    [],
    [
      '',
      '  See for yourself:',
      '    curl https://shop.test/a',
      '  The commands for the endpoints below: --format markdown',
    ],
    [],
  ]);
});

test('what is masked is to be completed, and a page is in other formats', () => {
  const finding = withProof("--header 'Cookie: id=***' https://shop.test/", { page: '<!doctype html>' });
  expect(groupProofLines([finding], 0, layout)).toEqual([
    '',
    '  See for yourself (with your own values in the place of ***):',
    "    curl --header 'Cookie: id=***' https://shop.test/",
    '  A page that shows it in a browser: --format html or json',
  ]);
});

test('nothing where there is no command, or none that curl can send', () => {
  expect(groupProofLines([without, withProof('', { curl: null })], 0, layout)).toEqual([]);
});
