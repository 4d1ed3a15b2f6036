import { createAnalysis } from '../../../packages/scanner/dist/extract/core.js';
import { defaultLimits } from '../../../packages/scanner/dist/limits.js';
import { pages, scripts } from './corpus.ts';
import { mutated } from './mutate.ts';
import { refuseMistakes, scriptOn } from './script.ts';
import { target, type Target } from './target.ts';

const page = 'https://shop.test/app/';
const limits = { ...defaultLimits, evaluatorDepth: 400, evaluatorSteps: 100_000, sourceMs: 2_000 };
/** What one small text may take: many times what it does. */
const patienceMs = 12_000;

/** Analyses one page; throws for what no page may bring about. */
async function analysed(text: string, script?: string): Promise<void> {
  const started = performance.now();
  const analysis = createAnalysis(limits);
  await analysis.document({ url: page, text });
  if (script !== undefined) await analysis.script(scriptOn(page, script));
  await analysis.more();
  const { references, problems } = await analysis.references();
  refuseMistakes(problems);
  for (const { id, url, location, expression } of references) {
    if (url !== null && !/^wss?:$/.test(URL.parse(url)?.protocol ?? '')) throw new Error(`${id} is ${url}`);
    if (location.line < 1 || location.column < 1)
      throw new Error(`${id} is at ${location.line}:${location.column}`);
    if (location.snippet.length > 200 || expression.length > 300)
      throw new Error(`${id} is told at too great a length`);
  }
  const ms = performance.now() - started;
  if (ms > patienceMs) throw new Error(`it took ${Math.round(ms)} ms`);
}

export const html: Target = target('markup', 150, mutated(pages), (text) => analysed(text));

export const javascript: Target = target('scripts', 150, mutated(scripts), (text) =>
  analysed('<div id=a data-url=/x></div>', text),
);
