import type { Finding, Report } from 'wssure';

export interface Comparison {
  readonly added: readonly Finding[];
  readonly fixed: readonly Finding[];
  readonly unchanged: readonly Finding[];
  /** Not found again, but its rule could not judge this time: not fixed, as far as anyone knows. */
  readonly unknown: readonly Finding[];
}

/** What became of the findings of one scan in a later one; fingerprints tell which is which. Notes are left out. */
export function compare(before: Report, after: Report): Comparison {
  const old = before.findings.filter(counts);
  const now = after.findings.filter(counts);
  const gone = old.filter(({ fingerprint }) => !has(now, fingerprint));
  const judged = new Set(
    after.verdict === 'error'
      ? []
      : after.rules.filter(({ outcome }) => outcome !== 'inconclusive').map(({ id }) => id),
  );
  return {
    added: now.filter(({ fingerprint }) => !has(old, fingerprint)),
    fixed: gone.filter(({ rule }) => judged.has(rule)),
    unchanged: now.filter(({ fingerprint }) => has(old, fingerprint)),
    unknown: gone.filter(({ rule }) => !judged.has(rule)),
  };
}

function counts({ level }: Finding): boolean {
  return level !== 'note';
}

function has(findings: readonly Finding[], fingerprint: string): boolean {
  return findings.some((finding) => finding.fingerprint === fingerprint);
}
