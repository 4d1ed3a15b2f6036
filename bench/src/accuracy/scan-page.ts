/** wssure's static half on one page of the corpus: its report without any handshake. */
import { scan, type Report } from 'wssure';
import type { CorpusPage } from '../pages/page.ts';
import { canonical, findingKey, type Outcome } from './outcome.ts';

export interface Scanned extends Outcome {
  readonly findings: ReadonlySet<string>;
  /** Places that open a socket. */
  readonly connects: number;
  /** Those whose URL could not be told, as `<expression>: <why>`. */
  readonly unresolved: readonly string[];
  /** Why the page could not be scanned, or null. */
  readonly error: string | null;
}

const plaintextRules = ['plaintext-endpoint', 'plaintext-reference', 'plaintext-mention'];

/** Scans a page that the site at `port` shows. Files of every host are read, as a browser would. */
export async function scanPage(page: CorpusPage, port: number): Promise<Scanned> {
  const report = await scan(page.url, {
    connectTo: [`::127.0.0.1:${port}`],
    insecure: true,
    probe: 'none',
    scripts: 'all',
    showSecrets: true,
    allowPrivate: true,
  });
  const connects = report.references.filter(({ role }) => role === 'connects');
  return {
    endpoints: new Set(report.endpoints.map(({ url }) => canonical(url))),
    plaintextFails: new Set(
      plaintextOf(report)
        .filter(({ rule }) => rule !== 'plaintext-mention')
        .map(({ url }) => canonical(url)),
    ),
    findings: new Set(plaintextOf(report).map(({ rule, url }) => findingKey(rule, url))),
    connects: connects.length,
    unresolved: connects
      .filter(({ url }) => url === null)
      .map(
        ({ expression, unresolved, location }) =>
          `${expression.slice(0, 80)}: ${unresolved ?? 'no reason'} (${location.source}:${location.line})`,
      ),
    error: report.error?.message ?? null,
  };
}

function plaintextOf({ findings, references }: Report): { rule: string; url: string }[] {
  const byId = new Map(references.map((reference) => [reference.id, reference]));
  return findings
    .filter(({ rule }) => plaintextRules.includes(rule))
    .flatMap(({ rule, endpoint, references: ids }) => {
      const places = ids.map((id) => byId.get(id)).filter((place) => place !== undefined);
      const urls = endpoint === null ? places.map(({ url, expression }) => url ?? expression) : [endpoint];
      return urls.map((url) => ({ rule, url }));
    });
}
