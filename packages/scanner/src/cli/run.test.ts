import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Artifacts } from '../artifacts.ts';
import type { Report } from '../report.ts';
import { runJobs, type Job } from './run.ts';
import { artifactsOf, failedArtifacts } from './testing/artifacts.ts';
import { captureTerminal, runCli, type CapturedRun } from './testing/capture.ts';

const weak = artifactsOf('https://weak.test/', 'missing');
const sound = artifactsOf('https://sound.test/', 'enforced');
const unreachable = failedArtifacts('https://gone.test/', 'gone.test does not resolve: check the name');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wssure-run-'));
});

const at = (name: string): string => path.join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

/** Judges artifacts as `--from-artifacts` does. */
function judge(artifacts: unknown, ...argv: string[]): Promise<CapturedRun> {
  writeFileSync(at('artifacts.json'), JSON.stringify(artifacts));
  return runCli(['--from-artifacts', at('artifacts.json'), ...argv]);
}

function reportIn(text: string): Report {
  const report: Report = JSON.parse(text);
  return report;
}

function reportsIn(text: string): Report[] {
  const reports: Report[] = JSON.parse(text);
  return reports;
}

describe('the exit status', () => {
  test.each<[string, readonly Artifacts[], string[], number]>([
    ['a pass', [sound], [], 0],
    ['a fail', [weak], [], 1],
    ['a fail that was asked not to count', [weak], ['--fail-on', 'never'], 0],
    ['an error', [unreachable], [], 2],
    ['an error, whatever counts', [unreachable], ['--fail-on', 'never'], 2],
    ['of several the highest', [weak, sound], [], 1],
    ['of several the highest, an error', [unreachable, weak, sound], [], 2],
  ])('%s', async (_name, artifacts, argv, status) => {
    expect((await judge(artifacts, ...argv)).status).toBe(status);
  });
});

describe('a target that could not be scanned', () => {
  const stderr = 'wssure: https://gone.test/: gone.test does not resolve: check the name\n';

  test('is one line for a person', async () => {
    expect(await judge(unreachable)).toEqual({ status: 2, stdout: '', stderr });
  });

  test('is a report too for a program', async () => {
    const { stdout, ...rest } = await judge(unreachable, '--format', 'json');
    expect(rest).toEqual({ status: 2, stderr });
    const { verdict, error } = reportIn(stdout);
    expect({ verdict, error }).toEqual({ verdict: 'error', error: unreachable.error });
  });

  test('names its target once', async () => {
    const busy = failedArtifacts('https://busy.test/', 'https://busy.test/ answered 503');
    expect((await judge(busy)).stderr).toBe('wssure: https://busy.test/ answered 503\n');
  });

  test('has its message made visible', async () => {
    const hostile = failedArtifacts('https://gone.test/', 'answered \u001b]0;owned\u0007');
    expect((await judge(hostile)).stderr).toBe(
      String.raw`wssure: https://gone.test/: answered \u{1b}]0;owned\u{7}` + '\n',
    );
  });
});

describe('where reports go', () => {
  test('one report for one target, a list for several', async () => {
    const one = await judge([weak], '--format', 'json');
    const several = await judge([weak, sound], '--format', 'json');
    expect(reportIn(one.stdout).target).toBe('https://weak.test/');
    expect(reportsIn(several.stdout).map(({ target, verdict }) => [target, verdict])).toEqual([
      ['https://weak.test/', 'fail'],
      ['https://sound.test/', 'pass'],
    ]);
  });

  test('to files, and then to standard output what has none', async () => {
    const { stdout, stderr } = await judge(
      weak,
      '--format',
      `json=${at('a.json')}`,
      '--format',
      `sarif=${at('a.sarif')}`,
    );
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
    const both = await judge(weak, '--format', `json=${at('b.json')}`, '--format', 'json');
    expect(read('b.json')).toBe(both.stdout);
    expect(reportIn(read('a.json')).verdict).toBe('fail');
    expect(JSON.parse(read('a.sarif'))).toMatchObject({ version: '2.1.0' });
  });

  test('JSON Lines, one a target', async () => {
    const { stdout } = await judge(
      [weak, sound, unreachable],
      '--format',
      'jsonl',
      '--format',
      `jsonl=${at('a.jsonl')}`,
    );
    const targets = stdout
      .trimEnd()
      .split('\n')
      .map((line) => reportIn(line).target);
    expect(targets.toSorted()).toEqual(['https://gone.test/', 'https://sound.test/', 'https://weak.test/']);
    expect(read('a.jsonl')).toBe(stdout);
  });

  test('JSON Lines are written as targets finish', async () => {
    const { terminal, captured } = captureTerminal();
    const gate = new EventEmitter();
    const slow: Job = { target: 'slow', gather: () => once(gate, 'open').then(() => weak) };
    const quick: Job = { target: 'quick', gather: () => Promise.resolve(sound) };
    const options = { color: false, format: [{ format: 'jsonl', file: null }] } as const;
    const running = runJobs([slow, quick], { terminal, options, command: 'wssure' });
    await expect.poll(() => captured().stdout).toContain('https://sound.test/');
    expect(captured().stdout).not.toContain('https://weak.test/');
    gate.emit('open');
    expect(await running).toBe(1);
  });

  test('other formats in the order of the targets, whichever finishes first', async () => {
    const { terminal, captured } = captureTerminal();
    const jobs = [weak, sound].map((artifacts, index): Job => ({
      target: artifacts.target,
      gather: () => new Promise((resolve) => setTimeout(resolve, 40 - index * 40, artifacts)),
    }));
    const options = { color: false, format: [{ format: 'json', file: null }] } as const;
    await runJobs(jobs, { terminal, options, command: 'wssure' });
    expect(reportsIn(captured().stdout).map(({ target }) => target)).toEqual([
      'https://weak.test/',
      'https://sound.test/',
    ]);
  });

  test('the terminal report ends with the command that runs it again', async () => {
    const { stdout } = await judge(weak);
    expect(stdout.endsWith(`Run it again:\n  wssure --from-artifacts ${at('artifacts.json')}\n`)).toBe(true);
  });

  test('colours only where they are wanted', async () => {
    writeFileSync(at('artifacts.json'), JSON.stringify(weak));
    const argv = ['--from-artifacts', at('artifacts.json'), '--quiet'];
    expect([
      await hasAnsi(argv),
      await hasAnsi(argv, { columns: 80 }),
      await hasAnsi([...argv, '--no-color'], { columns: 80 }),
      await hasAnsi([...argv, '--format', 'json'], { columns: 80 }),
    ]).toEqual([false, true, false, false]);
  });
});

describe('several targets at a time', () => {
  test('no more than sixteen, and no more than --concurrency', async () => {
    const peaks: number[] = [];
    for (const concurrency of [2, 64]) {
      let running = 0;
      let peak = 0;
      const job: Job = {
        target: 'sound',
        gather: async () => {
          peak = Math.max(peak, ++running);
          await new Promise((resolve) => setTimeout(resolve, 5));
          running--;
          return sound;
        },
      };
      const { terminal } = captureTerminal();
      await runJobs(
        Array.from({ length: 20 }, () => job),
        { terminal, options: { color: false, concurrency }, command: 'wssure' },
      );
      peaks.push(peak);
    }
    expect(peaks).toEqual([2, 16]);
  });

  test('a mistake of ours costs one report and not the others', async () => {
    const { terminal, captured } = captureTerminal();
    const jobs: Job[] = [
      { target: 'https://odd.test/', gather: () => Promise.reject(new TypeError('x is not a function')) },
      { target: sound.target, gather: () => Promise.resolve(sound) },
    ];
    const options = { color: false, format: [{ format: 'json', file: null }] } as const;
    expect(await runJobs(jobs, { terminal, options, command: 'wssure' })).toBe(2);
    expect(captured().stderr).toBe(
      'wssure: https://odd.test/: a mistake in wssure itself: x is not a function (please report it, with what WSSURE_DEBUG=1 prints)\n',
    );
    expect(reportIn(captured().stdout).target).toBe(sound.target);
  });

  test('notes are told, unless --quiet', async () => {
    expect([await told(false), await told(true)]).toEqual(['wssure: shop.test has no scheme\n', '']);
  });
});

describe('what is kept', () => {
  test('artifacts can be judged again, and are for the owner alone', async () => {
    const first = await judge([weak, sound], '--format', 'json', '--save-artifacts', at('kept.json'));
    expect(statSync(at('kept.json')).mode & 0o777).toBe(0o600);
    const again = await runCli(['--from-artifacts', at('kept.json'), '--format', 'json']);
    expect(again).toEqual(first);
    await judge(weak, '--save-artifacts', at('one.json'));
    expect(JSON.parse(read('one.json'))).toEqual(weak);
  });

  test.each([
    ['an empty list', []],
    [
      'a report',
      { schemaVersion: 1, target: 'https://shop.test/', sources: [], references: [], endpoints: [] },
    ],
    ['another schema', { ...weak, schemaVersion: 2 }],
    ['a list with something else in it', [weak, null]],
  ])('%s is not taken for artifacts', async (_name, content) => {
    expect(await judge(content)).toEqual({
      status: 2,
      stdout: '',
      stderr: `wssure: --from-artifacts ${at('artifacts.json')}: these are not artifacts of schema version 1: make them with --save-artifacts\n`,
    });
  });

  test('a baseline accepts what it lists, and nothing new', async () => {
    expect((await judge(weak, '--write-baseline', at('baseline.json'))).status).toBe(0);
    expect((await judge(weak, '--baseline', at('baseline.json'))).status).toBe(0);
    const other = artifactsOf('https://other.test/', 'missing');
    expect((await judge([weak, other], '--baseline', at('baseline.json'))).status).toBe(1);
  });

  test('no baseline is written over by a scan that failed', async () => {
    writeFileSync(at('baseline.json'), '{"schemaVersion":1,"findings":[]}');
    const { status, stderr } = await judge([unreachable], '--write-baseline', at('baseline.json'));
    expect({ status, stderr, kept: read('baseline.json') }).toEqual({
      status: 2,
      stderr:
        'wssure: https://gone.test/: gone.test does not resolve: check the name\n' +
        `wssure: --write-baseline ${at('baseline.json')}: not written, because https://gone.test/ could not be scanned\n`,
      kept: '{"schemaVersion":1,"findings":[]}',
    });
  });

  test('nothing else is left in the folder', async () => {
    await judge(weak, '--format', `html=${at('report.html')}`, '--save-artifacts', at('kept.json'));
    expect(readdirSync(folder).toSorted()).toEqual(['artifacts.json', 'kept.json', 'report.html']);
  });
});

async function hasAnsi(...more: Parameters<typeof runCli>): Promise<boolean> {
  return (await runCli(...more)).stdout.includes('\u001b[');
}

async function told(quiet: boolean): Promise<string> {
  const { terminal, captured } = captureTerminal();
  const job: Job = {
    target: 'shop.test',
    note: 'shop.test has no scheme',
    gather: () => Promise.resolve(sound),
  };
  await runJobs([job], { terminal, options: { color: false, quiet }, command: 'wssure' });
  return captured().stderr;
}
