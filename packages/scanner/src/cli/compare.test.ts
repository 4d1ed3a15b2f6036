import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { artifactsOf } from './testing/artifacts.ts';
import { runCli, type CapturedRun } from './testing/capture.ts';

let folder = '';
const at = (name: string): string => path.join(folder, name);

/** Judges a site as `--from-artifacts` does. */
function judge(policy: 'missing' | 'enforced', ...argv: string[]): Promise<CapturedRun> {
  writeFileSync(at('artifacts.json'), JSON.stringify(artifactsOf('https://weak.test/', policy)));
  return runCli(['--from-artifacts', at('artifacts.json'), ...argv]);
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'wssure-compare-'));
  await judge('missing', '--format', `json=${at('last.json')}`);
});

const change = 'fixed: Server accepts WebSockets from any website';

test.each([
  ['terminal', change],
  ['markdown', '✔ fixed'],
  ['html', '1 finding fixed'],
  ['junit', change],
  ['json', '"fixed": ['],
  ['jsonl', '"fixed":['],
  ['sarif', '"comparison"'],
])('%s says what is fixed', async (format, words) => {
  const { status, stdout, stderr } = await judge(
    'enforced',
    '--compare',
    at('last.json'),
    '--format',
    format,
  );
  expect({ status, stderr, says: stdout.includes(words) }).toEqual({ status: 0, stderr: '', says: true });
});

test('stands at the top for a person, also with --quiet', async () => {
  const { stdout } = await judge('enforced', '--compare', at('last.json'), '--quiet');
  expect(stdout.split('\n').slice(0, 8)).toContain('Since 2026-11-23 08:00 UTC: 0 new, 1 fixed, 0 unchanged');
});

test('a comparison does not change the exit status', async () => {
  expect((await judge('missing', '--compare', at('last.json'))).status).toBe(1);
});

test('SARIF tells new from unchanged in its own words', async () => {
  const { stdout } = await judge('missing', '--compare', at('last.json'), '--format', 'sarif');
  expect(stdout.match(/"baselineState": "\w+"/g)).toEqual(['"baselineState": "unchanged"']);
});

test('the report may be written over the one that it is compared with', async () => {
  await judge('enforced', '--compare', at('last.json'), '--format', `json=${at('last.json')}`);
  const { comparison } = JSON.parse(readFileSync(at('last.json'), 'utf8'));
  expect(comparison.fixed).toHaveLength(1);
});

test('a target that the file does not know is said to be, in one line', async () => {
  writeFileSync(at('artifacts.json'), JSON.stringify(artifactsOf('https://other.test/', 'enforced')));
  const { stderr } = await runCli(['--from-artifacts', at('artifacts.json'), '--compare', at('last.json')]);
  expect(stderr).toBe(`wssure: --compare ${at('last.json')}: it has no report of https://other.test/\n`);
});

test.each([
  ['nonsense', 'not JSON: give a file that --format json or --format jsonl wrote'],
  ['{}', 'no report of schema version 1: make one with --format json=<file>'],
])('a bad file is one line and exit status 2', async (text, message) => {
  writeFileSync(at('bad.json'), text);
  expect(await judge('enforced', '--compare', at('bad.json'))).toEqual({
    status: 2,
    stdout: '',
    stderr: `wssure: --compare ${at('bad.json')}: ${message}\n`,
  });
});

test('a file that is not there is one line and exit status 2', async () => {
  expect(await judge('enforced', '--compare', at('none.json'))).toEqual({
    status: 2,
    stdout: '',
    stderr: `wssure: --compare ${at('none.json')}: cannot read it: no such file or folder\n`,
  });
});
