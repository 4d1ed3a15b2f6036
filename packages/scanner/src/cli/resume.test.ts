import { mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readResumed, resumeOutput } from './resume.ts';
import { runCli, type CapturedRun } from './testing/capture.ts';
import { openSite } from './testing/site.ts';

let folder = '';
let site = { url: '', asked: [] as string[] };
let server: Server;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'wssure-resume-'));
  const asked: string[] = [];
  const opened = await openSite({ '/a': { body: 'a' }, '/b': { body: 'b' }, '/c': { body: 'c' } });
  opened.server.on('request', ({ url = '' }) => asked.push(url));
  server = opened.server;
  site = { url: opened.url, asked };
});
afterEach(() => {
  server.close().closeAllConnections();
});

const at = (name: string): string => path.join(folder, name);

function scanAll(...argv: string[]): Promise<CapturedRun> {
  writeFileSync(at('sites.txt'), ['a', 'b', 'missing', 'c'].map((page) => `${site.url}${page}\n`).join(''));
  return runCli(['--targets', at('sites.txt'), '--quiet', ...argv]);
}

function targetsIn(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => {
      const report: { target: string } = JSON.parse(line);
      return report.target.replace(site.url, '');
    })
    .toSorted();
}

describe('--resume', () => {
  test('a file that does not exist is written', async () => {
    const { status, stdout } = await scanAll('--format', 'jsonl', '--resume', at('done.jsonl'));
    expect([status, targetsIn(stdout), targetsIn(readFileSync(at('done.jsonl'), 'utf8'))]).toEqual([
      2,
      ['a', 'b', 'c', 'missing'],
      ['a', 'b', 'c', 'missing'],
    ]);
  });

  test('goes on after what was done, cuts off a half line, and counts the earlier verdicts', async () => {
    await scanAll('--format', `jsonl=${at('done.jsonl')}`);
    const lines = readFileSync(at('done.jsonl'), 'utf8').trimEnd().split('\n');
    const [first = '', second = ''] = lines.toSorted((left) => (left.includes('/missing"') ? -1 : 1));
    writeFileSync(at('done.jsonl'), `${first}\n${second}\n${second.slice(0, 99)}`);
    site.asked.length = 0;
    const { status, stdout } = await scanAll('--format', 'jsonl', '--resume', at('done.jsonl'));
    expect(status).toBe(2);
    expect([targetsIn(stdout).length, site.asked.filter((url) => url === '/missing')]).toEqual([2, []]);
    expect(targetsIn(readFileSync(at('done.jsonl'), 'utf8'))).toEqual(['a', 'b', 'c', 'missing']);
  });

  test('says that nothing is left to do, and what it came to', async () => {
    await scanAll('--format', `jsonl=${at('done.jsonl')}`);
    site.asked.length = 0;
    const again = await runCli(['--targets', at('sites.txt'), '--resume', at('done.jsonl')]);
    expect([again.status, again.stdout, again.stderr, site.asked]).toEqual([
      2,
      '',
      `wssure: nothing is left to do: ${at('done.jsonl')} has a report for every target (3 pass, 1 error)\n`,
      [],
    ]);
    const quiet = await scanAll('--resume', at('done.jsonl'));
    expect([quiet.status, quiet.stderr]).toEqual([2, '']);
  });

  test('may be the file that --format jsonl names', async () => {
    const argv = ['--format', `jsonl=${at('done.jsonl')}`, '--resume', at('done.jsonl')];
    await scanAll(...argv);
    site.asked.length = 0;
    const { status, stderr } = await runCli([`${site.url}a`, `${site.url}b?x`, ...argv]);
    expect([status, stderr]).toEqual([
      2,
      `wssure: ${at('done.jsonl')} has 4 reports: their targets are not scanned again\n`,
    ]);
    expect(targetsIn(readFileSync(at('done.jsonl'), 'utf8'))).toEqual(['a', 'b', 'b?x', 'c', 'missing']);
  });

  test('a report answers for one target, also where the target was masked', async () => {
    const report = { target: `${site.url}a?token=***`, verdict: 'pass' };
    writeFileSync(at('done.jsonl'), `${JSON.stringify(report)}\n`);
    const resumed = await readResumed(at('done.jsonl'), []);
    const targets = ['1', '2'].map((digit) => `${site.url}a?token=S3cr3tS3ss10nValue${digit}`);
    expect(targets.map((target) => resumed.has(target))).toEqual([true, false]);
  });

  test.each([
    ['{"target":"https://shop.test/"}\n', 'line 1 is no report'],
    ['{"target":"https://shop.test/","verdict":"pass"}\nnonsense\n', 'line 2 is no report'],
  ])('%j is refused', async (text, message) => {
    writeFileSync(at('done.jsonl'), text);
    const { status, stdout, stderr } = await scanAll('--resume', at('done.jsonl'));
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      `wssure: --resume ${at('done.jsonl')}: ${message}: give the file that --format jsonl or --resume wrote\n`,
    ]);
    expect(readFileSync(at('done.jsonl'), 'utf8')).toBe(text);
  });

  test('not with --from-artifacts, and not where it cannot be written', async () => {
    writeFileSync(at('artifacts.json'), '[]');
    const both = await runCli(['--from-artifacts', at('artifacts.json'), '--resume', at('done.jsonl')]);
    const nowhere = await scanAll('--resume', at('no/done.jsonl'));
    expect([both, nowhere].map(({ status, stderr }) => [status, stderr])).toEqual([
      [
        2,
        'wssure: --from-artifacts judges what was kept: give no URL, no --targets and no --resume with it\n',
      ],
      [2, `wssure: --resume ${at('no/done.jsonl')}: cannot write it: its folder does not exist\n`],
    ]);
  });

  test('adds nothing of its own where standard output leads to the same file', async () => {
    writeFileSync(at('done.jsonl'), '');
    const resumed = await readResumed(at('done.jsonl'), []);
    const stdout = Object.assign(new Writable(), { fd: openSync(at('done.jsonl'), 'a') });
    expect([resumeOutput(resumed, stdout), resumeOutput(resumed, new Writable())]).toEqual([
      null,
      { format: 'jsonl', file: at('done.jsonl'), append: true },
    ]);
  });
});
