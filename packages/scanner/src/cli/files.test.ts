import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { assertWritable, readJsonFile, writeWhole } from './files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wssure-files-'));
});

const at = (...names: string[]): string => path.join(folder, ...names);

describe('assertWritable', () => {
  test('takes a new file, an existing one and a device', () => {
    writeFileSync(at('old.json'), '{}');
    for (const file of [at('new.json'), at('old.json'), '/dev/null']) assertWritable('--format', file);
    expect(readdirSync(folder)).toEqual(['old.json']);
  });

  test.each([
    [() => at('none', 'report.json'), 'its folder does not exist'],
    [() => folder, 'it is a folder'],
    [() => at('file', 'report.json'), 'a part of its path is not a folder'],
  ])('refuses %#', (file, message) => {
    writeFileSync(at('file'), '');
    expect(() => assertWritable('--format json=', file())).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: `--format json=${file()}: cannot write it: ${message}`,
      }),
    );
  });

  test.skipIf(process.getuid?.() === 0)('refuses a read-only file and folder', () => {
    writeFileSync(at('old.json'), '', { mode: 0o444 });
    mkdirSync(at('closed'), { mode: 0o555 });
    expect(() => assertWritable('--format', at('old.json'))).toThrow('permission denied');
    expect(() => assertWritable('--format', at('closed', 'new.json'))).toThrow('permission denied');
  });
});

describe('writeWhole', () => {
  test('writes a new file with the wanted mode', async () => {
    await writeWhole('--save-artifacts', at('new.json'), 'text', 0o600);
    expect([readFileSync(at('new.json'), 'utf8'), statSync(at('new.json')).mode & 0o777]).toEqual([
      'text',
      0o600,
    ]);
    expect(readdirSync(folder)).toEqual(['new.json']);
  });

  test('keeps the mode of a file and the link that leads to it', async () => {
    writeFileSync(at('real.json'), 'old');
    chmodSync(at('real.json'), 0o640);
    symlinkSync(at('real.json'), at('link.json'));
    await writeWhole('--format', at('link.json'), 'new');
    expect(lstatSync(at('link.json')).isSymbolicLink()).toBe(true);
    expect([readFileSync(at('real.json'), 'utf8'), statSync(at('real.json')).mode & 0o777]).toEqual([
      'new',
      0o640,
    ]);
  });

  test('writes to a device as it is', async () => {
    await writeWhole('--format', '/dev/null', 'text');
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('leaves nothing behind where it fails', async () => {
    const file = at('none', 'report.json');
    await expect(writeWhole('--format json=', file, 'text')).rejects.toMatchObject({
      name: 'UsageError',
      message: `--format json=${file}: cannot write it: its folder does not exist`,
    });
    expect(existsSync(at('none'))).toBe(false);
  });
});

describe('readJsonFile', () => {
  test('reads JSON', () => {
    writeFileSync(at('a.json'), '{"a":[1]}');
    expect(readJsonFile('--config', at('a.json'))).toEqual({ a: [1] });
  });

  test.each([
    ['none.json', 'cannot read it: no such file or folder'],
    ['bad.json', 'not JSON: '],
  ])('refuses %s', (name, message) => {
    writeFileSync(at('bad.json'), '{');
    expect(() => readJsonFile('--config', at(name))).toThrow(`--config ${at(name)}: ${message}`);
  });
});
