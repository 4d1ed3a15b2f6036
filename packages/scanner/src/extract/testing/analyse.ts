import type { Reference } from '../../artifacts.ts';
import type { AnalysisResult, Dependency } from '../analysis.ts';
import { createAnalysis } from '../core.ts';

const page = 'https://shop.example/app/';
const limits = { parseUnits: 8_000_000, evaluatorSteps: 2_000_000, sourceMs: 15_000 };

/** Analyses a document with the script files that it loads (by path or URL), on this thread. */
export async function analyse(
  html: string,
  files: Readonly<Record<string, string>> = {},
  url = page,
): Promise<AnalysisResult & { readonly dependencies: readonly Dependency[] }> {
  const analysis = createAnalysis(limits);
  const facts = await analysis.document({ url, text: html });
  const dependencies = [...facts.dependencies];
  for (const [path, text] of Object.entries(files)) {
    const file = new URL(path, url).href;
    const goal = dependencies.find((dependency) => dependency.url === file)?.goal ?? 'script';
    const source = { url: file, kind: 'script', goal, text, baseUrl: facts.baseUrl, realm: url } as const;
    dependencies.push(...(await analysis.script(source)));
  }
  return { ...(await analysis.references()), dependencies };
}

/** A page with one inline script. */
export function withScript(code: string): string {
  return `<!doctype html><body><script>${code}</script>`;
}

/** What a reference says, in one line: role, library, URL or why there is none. */
export function told({ role, library, url, unresolved, context }: Reference): string {
  const about = role === 'connects' ? (url ?? `? ${unresolved ?? ''}`) : `${url ?? '?'} (${context ?? ''})`;
  return library === 'websocket' || library === 'text' ? `${role} ${about}` : `${role} ${library} ${about}`;
}

/** The references of a page with one inline script, a line each. */
export async function toldOf(code: string, url = page): Promise<string[]> {
  const { references } = await analyse(withScript(code), {}, url);
  return references.map(told);
}
