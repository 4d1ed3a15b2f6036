import type { Command, Option } from 'commander';
import { UsageError } from '../errors.ts';
import { readJsonFile } from './files.ts';
import { countedBy, isLimitName, limitNames, type LimitName, type Limits } from '../limits.ts';
import { RepeatableOption } from './options.ts';
import { suggestion } from './suggest.ts';

/** Only on the command line: a committed file must not be what unmasks secrets, nor name another file. */
const commandLineOnly = new Set(['showSecrets', 'config']);

/**
 * Applies the `--config` file of a command: what the command line names is left as it is. Keys of other
 * commands are allowed, so that one file serves them all. Throws `UsageError`.
 */
export function applyConfigFile(command: Command): void {
  const { config: file } = command.opts<{ readonly config?: string }>();
  if (file === undefined) return;
  const config = readJsonFile('--config', file);
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new UsageError(`--config ${file}: not a JSON object like { "failOn": "warn" }`);
  }
  const known = new Set(command.parent?.commands.flatMap((sibling) => sibling.options.map(keyOf)));
  for (const key of commandLineOnly) known.delete(key);
  for (const [key, value] of Object.entries(config)) {
    if (key === 'limits') {
      command.setOptionValueWithSource(key, limitsOf(value, file), 'config');
      continue;
    }
    if (commandLineOnly.has(key))
      throw new UsageError(`--config ${file}: "${key}" works on the command line only`);
    if (!known.has(key))
      throw new UsageError(`--config ${file}: unknown option "${key}"${suggestion(key, [...known])}`);
    const option = command.options.find((candidate) => keyOf(candidate) === key);
    if (option) applyOne(command, option, value, file);
  }
}

/** The budgets of a scan (docs/limits.md): whole numbers by their names. */
function limitsOf(value: unknown, file: string): Partial<Limits> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`--config ${file}: "limits" must be an object like { "files": 1000 }`);
  const limits: Partial<Record<LimitName, number>> = {};
  for (const [name, most] of Object.entries(value)) {
    if (!isLimitName(name))
      throw new UsageError(`--config ${file}: unknown limit "${name}"${suggestion(name, limitNames)}`);
    if (typeof most !== 'number' || !Number.isSafeInteger(most) || most < 0)
      throw new UsageError(
        `--config ${file}: the limit "${name}" must be a whole number (${countedBy(name)})`,
      );
    limits[name] = most;
  }
  return limits;
}

function applyOne(command: Command, option: Option, value: unknown, file: string): void {
  const name = option.attributeName();
  if (command.getOptionValueSource(name) === 'cli') return;
  try {
    command.setOptionValueWithSource(name, parsed(option, value), 'config');
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`--config ${file}: ${error.message}`) : error;
  }
}

function parsed(option: Option, value: unknown): unknown {
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean') throw new UsageError(`"${keyOf(option)}" must be true or false`);
    return option.negate ? !value : value;
  }
  if (!(option instanceof RepeatableOption)) return parseOne(option, value, undefined);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.reduce((previous: unknown, item) => parseOne(option, item, previous), undefined);
}

function parseOne(option: Option, value: unknown, previous: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new UsageError(
      `"${keyOf(option)}" must be a string${option instanceof RepeatableOption ? ' or a list of strings' : ''}`,
    );
  }
  const text = String(value);
  return option.parseArg ? option.parseArg(text, previous) : text;
}

/** `--no-color` → `noColor`. */
function keyOf(option: Option): string {
  return (option.long ?? '').slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
