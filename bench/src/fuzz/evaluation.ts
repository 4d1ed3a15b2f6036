import { createAnalysis } from '../../../packages/scanner/dist/extract/core.js';
import { defaultLimits } from '../../../packages/scanner/dist/limits.js';
import { program } from './programs.ts';
import type { Sandbox } from './sandbox.ts';
import { refuseMistakes, scriptOn } from './script.ts';
import { same, target, type Target } from './target.ts';

const page = 'https://shop.test/';
const dialled = 'wss://h.test/?';
/** The value as text that no URL parser changes. */
const encoded = `(function (v) { try { return encodeURIComponent(typeof v === 'function' ? 'function' : typeof v + ':' + String(v)).replace(/[^\\w%]/g, '_') } catch (e) { return 'no_text' } })(a)`;

/** The constants that the evaluator says a program leaves. */
export async function evaluated(text: string): Promise<string[]> {
  const analysis = createAnalysis({ ...defaultLimits, evaluatorDepth: 400 });
  const script = `${text}; new WebSocket('${dialled}' + ${encoded})`;
  await analysis.document({ url: page, text: '' });
  await analysis.script(scriptOn(page, script));
  const { references, problems } = await analysis.references();
  refuseMistakes(problems);
  return references.flatMap(({ role, url }) =>
    role === 'connects' && url?.startsWith(dialled) ? [url.slice(dialled.length)] : [],
  );
}

/** What the evaluator takes for a constant is what Node computes; what it does not know it does not tell. */
export function evaluation(sandbox: Sandbox): Target {
  return target('evaluator', 150, program, async (text) => void (await compare(text, sandbox)));
}

/** Throws where the evaluator tells what Node does not compute; false where there is nothing to compare. */
export async function compare(text: string, sandbox: Sandbox): Promise<boolean> {
  const [told, real] = await Promise.all([
    evaluated(text),
    sandbox.run(`${text}; thrown ? null : ${encoded}`),
  ]);
  // An address without a query has a part that is not known.
  // What throws is an effect: code that may throw is followed as if it did not.
  if (told.length === 0 || told.includes('') || real === null) return false;
  if (told.length > 1) {
    if (!told.includes(real)) same(told, [real], 'alternatives');
  } else same(told[0], real, 'the constant');
  return true;
}
