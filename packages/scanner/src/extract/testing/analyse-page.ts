import type { AnalysisResult, Dependency } from '../analysis.ts';
import { createAnalysis } from '../core.ts';

export interface TestPage {
  readonly html: string;
  readonly url?: string;
  /** Texts of the files that the page may ask for, by URL. */
  readonly files?: Readonly<Record<string, string>>;
}

const pageUrl = 'https://shop.example/app/';

/** Analyses a page on this thread, reading those of its files that there are. */
export async function analysePage({ html, url = pageUrl, files = {} }: TestPage): Promise<AnalysisResult> {
  const analysis = createAnalysis({ parseUnits: 8_000_000, evaluatorSteps: 2_000_000, sourceMs: 15_000 });
  const { baseUrl, dependencies } = await analysis.document({ url, text: html });
  const read = new Set<string>();
  const wanted: Dependency[] = [...dependencies];
  for (;;) {
    if (wanted.length === 0) wanted.push(...(await analysis.more()));
    const next = wanted.shift();
    if (next === undefined) break;
    const text = files[next.url];
    if (text === undefined || read.has(next.url)) continue;
    read.add(next.url);
    const { kind, goal, realm } = next;
    const base = kind === 'worker' ? next.url : baseUrl;
    wanted.push(...(await analysis.script({ url: next.url, kind, goal, realm, baseUrl: base, text })));
  }
  return await analysis.references();
}

/** A page with one inline script. */
export function withScript(code: string): string {
  return `<!doctype html><script>${code}</script>`;
}

/** What is said of a page's sockets, one line for each: `connects wss://…` or `names (attribute) ws://…`. */
export async function told(page: TestPage | string): Promise<readonly string[]> {
  const { references } = await analysePage(typeof page === 'string' ? { html: page } : page);
  return references.map(({ role, context, url, unresolved, library, protocols }) => {
    const what = url ?? `unresolved: ${unresolved}`;
    const how = library === 'websocket' || library === 'text' ? '' : ` by ${library}`;
    const offered = protocols.length > 0 ? ` as ${protocols.join(', ')}` : '';
    return `${role}${context === undefined ? '' : ` (${context})`} ${what}${how}${offered}`;
  });
}
