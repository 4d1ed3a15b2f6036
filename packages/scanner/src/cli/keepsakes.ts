import type { Artifacts } from '../artifacts.ts';
import { assess } from '../assess.ts';
import { applyBaseline, baselineOf, parseBaseline, type Baseline } from '../baseline.ts';
import { compareReports, parseReports, type EarlierReport } from '../compare.ts';
import { UsageError } from '../errors.ts';
import type { Report } from '../report.ts';
import { credentialsOf } from '../net/userinfo.ts';
import { secretsOf, withoutLiterals } from '../secrets.ts';
import { cookiePairsOf } from '../storage-state.ts';
import { assertWritable, readJsonFile, readTextFile, writeWhole } from './files.ts';
import type { CliOptions } from './options.ts';

/** Judges artifacts in the light of a run's files, and writes what the run is to keep. */
export interface Keeper {
  readonly judge: (artifacts: Artifacts) => Report;
  /** Writes `--save-artifacts` and `--write-baseline`; returns what was not written or not compared, and why. */
  readonly finish: () => Promise<readonly string[]>;
}

/** Reads `--baseline` and `--compare` and checks the files to be written. Throws `UsageError`. */
export function openKeeper(options: CliOptions): Keeper {
  const { baseline: baselineFile, compare, writeBaseline, saveArtifacts, showSecrets = false } = options;
  const baseline = baselineFile === undefined ? null : readBaseline(baselineFile);
  const earlier = compare === undefined ? [] : readEarlier(compare);
  const secrets = secretsGiven(options);
  if (writeBaseline !== undefined) assertWritable('--write-baseline', writeBaseline);
  if (saveArtifacts !== undefined) assertWritable('--save-artifacts', saveArtifacts);
  const artifactsKept: Artifacts[] = [];
  const reportsKept: Report[] = [];
  const notCompared: string[] = [];

  const compared = (report: Report): Report => {
    const last = earlier.findLast(({ target }) => target === report.target);
    if (last) return { ...report, comparison: compareReports(report, last) };
    if (compare !== undefined) notCompared.push(`--compare ${compare}: it has no report of ${report.target}`);
    return report;
  };

  return {
    judge: (artifacts) => {
      if (saveArtifacts !== undefined)
        artifactsKept.push(
          showSecrets ? artifacts : withoutLiterals(artifacts, [...secrets, ...loginOf(artifacts.target)]),
        );
      const assessed = compared(assess(artifacts, { showSecrets, secrets }));
      const report = baseline ? applyBaseline(assessed, baseline) : assessed;
      if (writeBaseline === undefined) return report;
      reportsKept.push(report);
      // What is written down now is accepted now: the run that makes a baseline does not fail by it.
      return applyBaseline(report, baselineOf([report]));
    },
    finish: async () => {
      if (saveArtifacts !== undefined) {
        // What servers said in a session is in there, so it is nobody else's to read.
        await writeWhole('--save-artifacts', saveArtifacts, json(oneOrMany(artifactsKept)), 0o600);
      }
      if (writeBaseline === undefined) return notCompared;
      const failed = reportsKept.find((report) => report.verdict === 'error');
      if (failed)
        return [
          ...notCompared,
          `--write-baseline ${writeBaseline}: not written, because ${failed.target} could not be scanned`,
        ];
      await writeWhole('--write-baseline', writeBaseline, json(baselineOf(reportsKept)));
      return notCompared;
    },
  };
}

/** The password in a target's URL, and what a request says of it (RFC 7617). */
function loginOf(target: string): string[] {
  const url = URL.parse(target);
  if (url === null || url.password === '') return [];
  const { username, password } = credentialsOf(url);
  return [url.password, password, Buffer.from(`${username}:${password}`).toString('base64')];
}

/** The literal secrets that a command line hands in. */
export function secretsGiven({ header, cookie, storageState }: CliOptions): readonly string[] {
  return secretsOf(header ?? [], [...(cookie ?? []), ...cookiePairsOf(storageState)]);
}

/** The artifacts that `--save-artifacts` wrote: of one target or of several. Throws `UsageError`. */
export function readArtifacts(file: string): readonly Artifacts[] {
  const content = readJsonFile('--from-artifacts', file);
  const list: readonly unknown[] = Array.isArray(content) ? content : [content];
  if (list.length === 0 || !list.every(isArtifacts)) {
    throw new UsageError(
      `--from-artifacts ${file}: these are not artifacts of schema version 1: make them with --save-artifacts`,
    );
  }
  return list;
}

function readBaseline(file: string): Baseline {
  const text = readTextFile('--baseline', file);
  try {
    return parseBaseline(text);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`--baseline ${file}: ${error.message}`) : error;
  }
}

function readEarlier(file: string): readonly EarlierReport[] {
  const text = readTextFile('--compare', file);
  try {
    return parseReports(text);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`--compare ${file}: ${error.message}`) : error;
  }
}

function isArtifacts(value: unknown): value is Artifacts {
  const lists = ['sources', 'references', 'endpoints', 'gaps'];
  return (
    isRecord(value) &&
    value['schemaVersion'] === 1 &&
    typeof value['target'] === 'string' &&
    isRecord(value['scope']) &&
    lists.every((name) => Array.isArray(value[name]))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function oneOrMany<T>(list: readonly T[]): T | readonly T[] | undefined {
  return list.length === 1 ? list[0] : list;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
