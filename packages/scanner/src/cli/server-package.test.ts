import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const commander = path.dirname(createRequire(import.meta.url).resolve('commander'));
let folder: string;

/** wssure as it is installed by itself: what it depends on beside it, the server not. */
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wssure-alone-'));
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(path.join(root, part), path.join(folder, 'wssure', part), { recursive: true });
  mkdirSync(path.join(folder, 'wssure/node_modules'));
  symlinkSync(commander, path.join(folder, 'wssure/node_modules/commander'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(folder, 'wssure/bin/wssure.js'), ...args],
    {
      encoding: 'utf8',
      env: {},
    },
  );
  return { status, stderr };
}

function install(text: string): void {
  const place = path.join(folder, 'wssure/node_modules/wssure-server');
  mkdirSync(place);
  writeFileSync(path.join(place, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(path.join(place, 'index.js'), text);
}

test.each(['serve', 'worker'])('%s says how to get the package where it is missing', (command) => {
  expect(run(command)).toEqual({
    status: 2,
    stderr:
      'wssure: the service is a package of its own, which is not installed here: run "npm install wssure-server" (with -g where wssure was installed so)\n',
  });
});

test('the options reach the package, and what it refuses is one line', () => {
  install(`
    export const serve = async (options, { say }) => say(JSON.stringify(options));
    export const work = async () => { throw Object.assign(new Error('no database'), { name: 'StartError' }); };
  `);
  const options = [
    '--listen',
    '127.0.0.1:1',
    '--workers',
    '0',
    '--keep',
    '7',
    '--host-name',
    'a',
    '--host-name',
    'b',
  ];
  expect(run('serve', ...options)).toEqual({
    status: 0,
    stderr: 'wssure: {"listen":"127.0.0.1:1","workers":0,"keep":7,"hostName":["a","b"]}\n',
  });
  expect(run('worker')).toEqual({ status: 2, stderr: 'wssure: no database\n' });
  expect(run('worker', '--workers', '0').stderr).toBe(
    'wssure: --workers "0" is not a whole number from 1 to 64\n',
  );
});

test('a package that is broken inside is not taken for a missing one', () => {
  install(`import 'nowhere-to-be-found';`);
  const { status, stderr } = run('serve');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^wssure: a mistake in wssure itself: Cannot find package 'nowhere-to-be-found'/);
});
