import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { tool } from '../version.ts';
import { runCli } from './testing/capture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'wssure-program-'));
const notJson = path.join(folder, 'not.json');
writeFileSync(notJson, 'hello');
const url = 'https://shop.test/';
const formats = 'terminal, json, jsonl, sarif, junit, markdown, html';

describe('usage errors: one line on stderr, nothing on stdout, exit 2', () => {
  test.each<[string[], string]>([
    [[], 'give a URL to scan, like "wssure https://your.site"; "wssure --help" lists everything'],
    [['--fromat', 'json', url], "unknown option '--fromat' (did you mean --format?)"],
    [[url, '--zzz'], "unknown option '--zzz'"],
    [[url, '-x'], "unknown option '-x'"],
    [[url, '--depth'], "option '--depth <depth>' argument missing"],
    [[url, '--depth', 'x'], '--depth "x" is not one of basic, full'],
    [[url, '--timeout', 'abc'], '--timeout "abc" is not a number of seconds from 0.001 to 3600, like 10'],
    [[url, '--format', 'xml'], `--format "xml" is not one of ${formats}`],
    [
      [url, '--format', 'json', '--format', 'sarif'],
      '--format sarif: only one format can go to standard output: give the others a file, like sarif=report.sarif',
    ],
    [
      [url, '--format', 'json=/nowhere/report.json'],
      '--format json=/nowhere/report.json: cannot write it: its folder does not exist',
    ],
    [
      [url, '--save-artifacts', '/nowhere/a.json'],
      '--save-artifacts /nowhere/a.json: cannot write it: its folder does not exist',
    ],
    [[url, '--write-baseline', folder], `--write-baseline ${folder}: cannot write it: it is a folder`],
    [
      [url, '--baseline', '/nowhere/b.json'],
      '--baseline /nowhere/b.json: cannot read it: no such file or folder',
    ],
    [
      [url, '--baseline', notJson],
      `--baseline ${notJson}: the baseline is not JSON; make one with --write-baseline`,
    ],
    [
      [url, '--config', '/nowhere/c.json'],
      '--config /nowhere/c.json: cannot read it: no such file or folder',
    ],
    [
      [url, '--ca', notJson],
      `--ca ${notJson}: no certificate in it: give a PEM file (-----BEGIN CERTIFICATE-----)`,
    ],
    [
      ['--targets', '/nowhere/sites.txt'],
      '--targets /nowhere/sites.txt: cannot read it: no such file or folder',
    ],
    [['--targets', '-'], '--targets -: no URL in it'],
    [
      ['--from-artifacts', notJson],
      `--from-artifacts ${notJson}: not JSON: Unexpected token 'h', "hello" is not valid JSON`,
    ],
    [
      ['--from-artifacts', notJson, url],
      '--from-artifacts judges what was kept: give no URL, no --targets and no --resume with it',
    ],
    [['prob', 'wss://shop.test/'], 'prob is neither a command nor a URL (did you mean probe?)'],
    [['probe'], "missing required argument 'ws-url'"],
    [
      ['probe', 'wss://shop.test/'],
      '--page is missing: give the URL of the page that opens the socket, like --page https://your.site',
    ],
    [['probe', 'wss://shop.test/', '--scripts', 'all'], "unknown option '--scripts'"],
    [['demo', url], "too many arguments for 'demo'. Expected 0 arguments but got 1."],
    [
      ['explain', 'plaintext-endpoints'],
      'there is no rule and no recipe "plaintext-endpoints" (did you mean plaintext-endpoint?)',
    ],
    [
      ['explain', '../../package'],
      'there is no rule and no recipe "../../package": "wssure explain" lists all rules',
    ],
    [['help', 'nope'], 'there is no such command: "wssure --help" lists them'],
    [[url, '--\u001b[31m'], String.raw`unknown option '--\u{1b}[31m'`],
  ])('%j', async (argv, message) => {
    expect(await runCli(argv)).toEqual({ status: 2, stdout: '', stderr: `wssure: ${message}\n` });
  });
});

describe('help', () => {
  test.each([
    [['--help']],
    [['help']],
    [['scan', '-h']],
    [['probe', '--help']],
    [['help', 'demo']],
    [['explain', '-h']],
  ])('%j fits 80 columns', async (argv) => {
    const { status, stdout, stderr } = await runCli(argv);
    expect({ status, stderr, long: stdout.split('\n').filter((line) => line.length > 80) }).toEqual({
      status: 0,
      stderr: '',
      long: [],
    });
    expect(stdout).toMatch(/^Usage: wssure /);
  });

  test("a bare --help shows the commands, the scan's options and examples", async () => {
    const { stdout } = await runCli(['--help']);
    const shown = [
      '--scripts <scope>',
      '--fail-on <level>',
      'probe [options] <ws-url...>',
      'Examples:',
      'Exit status:',
    ];
    expect(shown.filter((text) => !stdout.includes(text))).toEqual([]);
  });
});

test.each([[['--version']], [['-V']]])('%j', async (argv) => {
  expect(await runCli(argv)).toEqual({ status: 0, stdout: `${tool.version}\n`, stderr: '' });
});
