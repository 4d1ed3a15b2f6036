import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { applyConfigFile } from './config-file.ts';
import {
  addNetworkOptions,
  addProbeOptions,
  addReportOptions,
  addScopeOptions,
  type CliOptions,
} from './options.ts';

const file = path.join(mkdtempSync(path.join(tmpdir(), 'wssure-config-')), 'wssure.json');

/** The options of `scan`, or of `probe` beside it, after the file and the command line. */
function optionsWith(config: unknown, argv: readonly string[] = [], name = 'scan'): CliOptions {
  writeFileSync(file, typeof config === 'string' ? config : JSON.stringify(config));
  const program = new Command().exitOverride();
  addReportOptions(addNetworkOptions(addProbeOptions(addScopeOptions(program.command('scan')))));
  addReportOptions(addNetworkOptions(addProbeOptions(program.command('probe').option('--page <url>'))));
  const command = program.commands.find((candidate) => candidate.name() === name) ?? program;
  command.action(() => applyConfigFile(command));
  program.parse([name, '--config', file, ...argv], { from: 'user' });
  const { config: _file, ...options } = command.opts<CliOptions>();
  return options;
}

describe('a configuration file', () => {
  test('takes every kind of option', () => {
    const config = {
      scripts: 'all',
      failOn: 'warn',
      timeout: 2.5,
      concurrency: '4',
      firstParty: ['a.example', 'b.example'],
      header: 'X-Scan: 1',
      cookie: ['a=1; b=2', 'c=3'],
      format: ['json', 'sarif=out.sarif'],
      insecure: true,
      allowPrivate: false,
      noColor: true,
    };
    expect(optionsWith(config)).toEqual({
      scripts: 'all',
      failOn: 'warn',
      timeout: 2500,
      concurrency: 4,
      firstParty: ['a.example', 'b.example'],
      header: [['X-Scan', '1']],
      cookie: ['a=1', 'b=2', 'c=3'],
      format: [
        { format: 'json', file: null },
        { format: 'sarif', file: 'out.sarif' },
      ],
      insecure: true,
      allowPrivate: false,
      color: false,
    });
  });

  test('gives way to the command line, whole options at a time', () => {
    const config = { timeout: 2, failOn: 'warn', firstParty: ['a.example'], noColor: false };
    expect(optionsWith(config, ['--timeout', '5', '--first-party', 'b.example', '--no-color'])).toEqual({
      timeout: 5000,
      failOn: 'warn',
      firstParty: ['b.example'],
      color: false,
    });
  });

  test('may hold the options of other commands', () => {
    expect(optionsWith({ scripts: 'all', page: 'https://shop.test/' }, [], 'probe')).toEqual({
      page: 'https://shop.test/',
      color: true,
    });
  });

  test.each<[unknown, string]>([
    [{ fialOn: 'warn' }, 'unknown option "fialOn" (did you mean failOn?)'],
    [{ 'fail-on': 'warn' }, 'unknown option "fail-on" (did you mean failOn?)'],
    [{ zzz: 1 }, 'unknown option "zzz"'],
    [{ showSecrets: true }, '"showSecrets" works on the command line only'],
    [{ config: 'other.json' }, '"config" works on the command line only'],
    [{ timeout: 'soon' }, '--timeout "soon" is not a number of seconds from 0.001 to 3600, like 10'],
    [{ insecure: 'yes' }, '"insecure" must be true or false'],
    [{ timeout: [1] }, '"timeout" must be a string'],
    [{ firstParty: [{}] }, '"firstParty" must be a string or a list of strings'],
    [{ scripts: null }, '"scripts" must be a string'],
    [[], 'not a JSON object like { "failOn": "warn" }'],
    ['null', 'not a JSON object like { "failOn": "warn" }'],
  ])('refuses %j', (config, message) => {
    expect(() => optionsWith(config)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: `--config ${file}: ${message}` }),
    );
  });

  test('sets limits by their names', () => {
    expect(optionsWith({ limits: { files: 7, scanMs: 60_000 } })).toMatchObject({
      limits: { files: 7, scanMs: 60_000 },
    });
    expect(() => optionsWith({ limits: { file: 7 } })).toThrow('unknown limit "file"');
    expect(() => optionsWith({ limits: { files: '7' } })).toThrow(
      'the limit "files" must be a whole number (files besides the page)',
    );
    expect(() => optionsWith({ limits: { files: -1 } })).toThrow('must be a whole number');
    expect(() => optionsWith({ limits: [7] })).toThrow('"limits" must be an object like');
    expect(() => optionsWith('{ "limits": { "__proto__": 7 } }')).toThrow('unknown limit "__proto__"');
  });
});
