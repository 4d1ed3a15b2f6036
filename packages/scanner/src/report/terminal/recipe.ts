import type { Remediation } from '../../report.ts';
import { visibleSource } from '../escape.ts';
import { count, stackWords } from '../words.ts';
import { columnsOf } from './columns.ts';
import { paragraph, type Layout, type Style } from './layout.ts';

// A recipe of a few lines more than the limit is shown whole.
const codeIndent = 4;
const codeLinesShown = 12;
const codeLinesWhole = 16;

/** The code of a recipe, or its start where it is long. */
export function recipeLines(remediation: Remediation, layout: Layout): string[] {
  const { recipe, title, place, code } = remediation;
  if (recipe === undefined || title === undefined || place === undefined || code === undefined) return [];
  const lines = code.trimEnd().split('\n').map(visibleSource);
  const shown = lines.length > codeLinesWhole ? lines.slice(0, codeLinesShown) : lines;
  const hidden = lines.length - shown.length;
  const { dim, cyan } = layout.colors;
  return [
    ...paragraph(`${title} (${stackWords(remediation)}). ${place}`, layout, { first: 7 }),
    '',
    ...shown.flatMap((line) => codeLine(line, layout, cyan)),
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

/** A line of code as it is, for it is there to be copied; only one that does not fit is wrapped. */
function codeLine(line: string, layout: Layout, style: Style): string[] {
  if (line === '') return [''];
  if (columnsOf(line) + codeIndent <= layout.width) return [' '.repeat(codeIndent) + style(line)];
  const own = Math.min(line.length - line.trimStart().length, layout.width / 4);
  return paragraph(line.trimStart(), layout, { first: codeIndent + own, rest: codeIndent + own + 2 }, style);
}

function otherStacks({ alternatives = [] }: Remediation): string {
  if (alternatives.length === 0) return '';
  return `; if it is something else: ${alternatives.map(({ recipe }) => recipe).join(', ')}`;
}
