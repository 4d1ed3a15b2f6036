import { describe, expect, test } from 'vitest';
import { makeTree } from '../../files/testing/tree.ts';
import type { Report } from '../../report.ts';
import { runCli } from '../testing/capture.ts';

const base = 'https://shop.test/';

describe('wssure files', () => {
  test('reports on a folder, without a connection', async () => {
    const dist = makeTree({ 'index.html': `<script>new WebSocket('/live')</script>` });
    const { status, stdout, stderr } = await runCli([
      'files',
      dist,
      '--base',
      'shop.test',
      '--format',
      'json',
    ]);
    const report: Report = JSON.parse(stdout);
    expect({ status, stderr, target: report.target, page: report.page }).toEqual({
      status: 0,
      stderr: '',
      target: base,
      page: null,
    });
    expect(report.endpoints.map(({ url, originPolicy }) => [url, originPolicy])).toEqual([
      ['wss://shop.test/live', 'not-probed'],
    ]);
  });

  test('says on stderr what it takes of a project', async () => {
    const files = {
      'package.json': '{"dependencies":{"vite":"8"}}',
      'dist/a.js': `new WebSocket('ws://shop.test/')`,
    };
    const project = makeTree(files);
    const { status, stdout, stderr } = await runCli(['files', project, '--base', base]);
    expect([status, stderr]).toEqual([
      1,
      `wssure: ${project} is a project: taking ${project}/dist (as Vite builds it)\n`,
    ]);
    expect(stdout.endsWith(`Run it again:\n  wssure files ${project} --base ${base}\n`)).toBe(true);
    expect((await runCli(['files', project, '--base', base, '--quiet'])).stderr).toBe('');
  });

  test('takes the base and its own domains from a configuration file', async () => {
    const dist = makeTree({
      'a.js': `new WebSocket('wss://live.shop-cdn.example/')`,
      'wssure.json': JSON.stringify({ base, firstParty: 'shop-cdn.example', failOn: 'never' }),
    });
    const argv = ['files', dist, '--config', `${dist}/wssure.json`, '--format', 'json'];
    const report: Report = JSON.parse((await runCli(argv)).stdout);
    expect(report.endpoints.map(({ party }) => party)).toEqual(['first']);
  });

  test.each([
    [[], '--base is missing: give the URL at which the files will be served, like --base https://your.site/'],
    [
      ['--base', 'ftp://x'],
      '--base "ftp://x" is not an http or https URL: give the one that the files will be served at, like https://your.site/',
    ],
    [['--base', base, '--probe', 'all'], "unknown option '--probe'"],
  ])('%j is a mistake of one line', async (argv, message) => {
    const dist = makeTree({ 'a.js': '' });
    expect(await runCli(['files', dist, ...argv])).toEqual({
      status: 2,
      stdout: '',
      stderr: `wssure: ${message}\n`,
    });
  });

  test.each([['no/such/folder', 'no/such/folder: there is no such file or folder']])(
    '%s is a mistake of one line',
    async (folder, message) => {
      const { status, stdout, stderr } = await runCli(['files', folder, '--base', base]);
      expect([status, stdout, stderr]).toEqual([2, '', `wssure: ${message}\n`]);
    },
  );

  test('a folder without page and script cannot be scanned', async () => {
    const dist = makeTree({ 'readme.txt': '' });
    expect(await runCli(['files', dist, '--base', base])).toEqual({
      status: 2,
      stdout: '',
      stderr: `wssure: ${base}: there is no HTML page and no script in ${dist}: give the folder of the build\n`,
    });
  });
});
