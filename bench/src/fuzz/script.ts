import type { Problem, ScriptText } from '../../../packages/scanner/dist/extract/analysis.js';

/** A script that a page loads. */
export function scriptOn(page: string, text: string): ScriptText {
  return { url: `${page}a.js`, kind: 'script', goal: 'script', text, baseUrl: page, realm: page };
}

/** Throws where the analysis tells of a mistake of its own. */
export function refuseMistakes(problems: readonly Problem[]): void {
  const mistake = problems.find(({ reason }) => reason.includes('mistake'));
  if (mistake) throw new Error(mistake.reason);
}
