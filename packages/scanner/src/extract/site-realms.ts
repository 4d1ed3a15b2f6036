import type { AnalysisResult } from './analysis.ts';
import type { FoundReference } from './document.ts';
import type { Evaluation } from './javascript/realm.ts';
import type { Script } from './javascript/script.ts';
import type { ReadScript } from './schedule.ts';

/** The scripts that share a document's or a worker's globals, in the order in which they came. */
export type OwnScripts = readonly ReadScript[];

export interface EvaluatedRealm {
  readonly own: OwnScripts;
  readonly evaluation: Evaluation;
}

/** What the realms of a site came to, and those for which there was no time. */
export interface SiteEvaluation {
  readonly evaluated: readonly EvaluatedRealm[];
  readonly late: readonly OwnScripts[];
}

/** The scripts by realm: first the realms with a script that none before them had. */
export function byNovelty(scripts: OwnScripts): OwnScripts[] {
  const realms = new Map<string, ReadScript[]>();
  for (const read of scripts) {
    const own = realms.get(read.source.realm);
    if (own) own.push(read);
    else realms.set(read.source.realm, [read]);
  }
  const known = new Set<string>();
  const [novel, repeated]: [OwnScripts[], OwnScripts[]] = [[], []];
  for (const own of realms.values()) {
    const texts = own.map(({ source }) => source.text);
    (texts.every((text) => known.has(text)) ? repeated : novel).push(own);
    for (const text of texts) known.add(text);
  }
  return [...novel, ...repeated];
}

export function parsedOf(read: OwnScripts): Script[] {
  return read.map(({ script }) => script).filter((script) => script !== null);
}

/** The scripts that were evaluated for no document at all. */
export function unevaluated(late: readonly OwnScripts[], evaluated: readonly EvaluatedRealm[]): Script[] {
  const known = new Set(evaluated.flatMap(({ own }) => parsedOf(own).map(({ program }) => program)));
  return late.flatMap(parsedOf).filter(({ program }) => !known.has(program));
}

/**
 * The scripts in which a budget ran out, where that left a socket without its address; and those that a document did
 * not come to for that and that speak of WebSockets without any being told: what they open stays unknown.
 */
export function exhaustion(
  evaluated: readonly EvaluatedRealm[],
  found: readonly FoundReference[],
): AnalysisResult['problems'] {
  const connects = found.filter(({ role }) => role === 'connects');
  const told = new Set(connects.map(({ location }) => location.source));
  const open = new Set(connects.filter(({ url }) => url === null).map(({ location }) => location.source));
  return evaluated.flatMap(({ own, evaluation: { exhausted } }) => {
    if (exhausted.size === 0) return [];
    const brokenOff = [...exhausted].filter(({ source }) => open.has(source.url));
    const silent = parsedOf(own).filter(
      ({ source }) => !told.has(source.url) && /\bWebSocket\b/.test(source.text),
    );
    return [
      ...brokenOff.map(({ source }) => ({
        source: source.url,
        reason: 'a budget of the analysis ran out in it',
        limit: 'evaluatorSteps' as const,
      })),
      ...silent.map(({ source }) => ({
        source: source.url,
        reason: 'it speaks of WebSockets, and a budget of the analysis ran out before all of it was followed',
        limit: 'evaluatorSteps' as const,
      })),
    ];
  });
}

/** The scripts in which one call opens more sockets than are told. */
export function overfull(evaluated: readonly EvaluatedRealm[]): AnalysisResult['problems'] {
  const scripts = evaluated.flatMap(({ evaluation }) => [...evaluation.overfull]);
  return scripts.map(({ source }) => ({
    source: source.url,
    reason: 'a call in it opens more sockets than are told',
  }));
}

/** The scripts on which the analysis made a mistake. */
export function mistakes(evaluated: readonly EvaluatedRealm[]): AnalysisResult['problems'] {
  return evaluated
    .flatMap(({ evaluation }) => [...evaluation.mishaps])
    .map(([{ source }, message]) => ({
      source: source.url,
      reason: `a call in it could not be followed, by a mistake of wssure's: ${message}`,
    }));
}

/** One problem for all the documents for which there was no time. */
export function tooLate([first, ...more]: readonly OwnScripts[]): AnalysisResult['problems'] {
  const source = first?.[0]?.source.realm;
  if (source === undefined) return [];
  const others =
    more.length > 0
      ? ` (and those of ${more.length} other ${more.length === 1 ? 'document' : 'documents'})`
      : '';
  return [{ source, reason: `the time was over before its scripts${others} were followed`, limit: 'scanMs' }];
}
