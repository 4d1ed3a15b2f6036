import type { Remediation } from '../../report.ts';
import { visibleSource } from '../escape.ts';
import { count, othersWords, stackWords } from '../words.ts';
import { paragraph, type Layout } from './layout.ts';

// Half a recipe fixes nothing: only the longest are cut.
const codeIndent = '    ';
const codeLinesShown = 12;
const codeLinesWhole = 28;

/** The code of a recipe, or its start where it is long; what is in `told` was shown above, and is only named. */
export function recipeLines(remediation: Remediation, layout: Layout, told: Set<string>): string[] {
  const { recipe, title, place, code } = remediation;
  if (recipe === undefined || title === undefined || place === undefined || code === undefined) return [];
  if (told.has(code)) return paragraph(`${title}: with the code of ${recipe} above.`, layout, { first: 7 });
  told.add(code);
  const lines = code.trimEnd().split('\n').map(visibleSource);
  const shown = lines.length > codeLinesWhole ? lines.slice(0, codeLinesShown) : lines;
  const hidden = lines.length - shown.length;
  const { dim, cyan } = layout.colors;
  return [
    ...paragraph(`${title} (${stackWords(remediation)}). ${place}`, layout, { first: 7 }),
    '',
    // Not wrapped: it is there to be copied, and a broken string or comment is other code.
    ...shown.map((line) => (line === '' ? '' : codeIndent + cyan(line))),
    '',
    ...paragraph(
      `${hidden > 0 ? `${count(hidden, 'more line')}: ` : 'Pitfalls: '}wssure explain ${recipe}${otherStacks(remediation)}`,
      layout,
      { first: 7 },
      dim,
    ),
    ...(remediation.caveat === undefined ? [] : paragraph(remediation.caveat, layout, { first: 7 }, dim)),
  ];
}

function otherStacks(remediation: Remediation): string {
  const { alternatives = [] } = remediation;
  if (alternatives.length === 0) return '';
  return `; ${othersWords(remediation)}: ${alternatives.map(({ recipe }) => recipe).join(', ')}`;
}
