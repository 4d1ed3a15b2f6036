import type { Reference } from '../../artifacts.ts';
import { markExpression } from '../source-line.ts';
import { placeOf } from '../words.ts';
import { clipEnd, clipStart, columnsOf } from './columns.ts';
import { paragraph, type Layout } from './layout.ts';

const indent = '    ';

/** The place of a reference and under it its line of source, with the expression marked by carets. */
export function sourceLines(reference: Reference, layout: Layout): string[] {
  const { bold, dim, red } = layout.colors;
  const { original } = reference.location;
  const mapped = original ? ` (${placeOf(original)})` : '';
  const { before, marked, after } = fit(markExpression(reference), layout.width - indent.length);
  const carets = '^'.repeat(columnsOf(marked));
  return [
    ...paragraph(placeOf(reference.location) + mapped, layout, { first: 2, rest: 4 }, dim),
    `${indent}${before}${bold(marked)}${after}`.trimEnd(),
    ...(carets === '' ? [] : [indent + ' '.repeat(columnsOf(before)) + red(carets)]),
  ];
}

/** Cuts what is around the expression first, and keeps a third of the width for what leads up to it. */
function fit(source: ReturnType<typeof markExpression>, width: number): ReturnType<typeof markExpression> {
  if (source.marked === '') return { ...source, before: clipEnd(source.before, width) };
  const markedWidth = Math.min(columnsOf(source.marked), width);
  const lead = Math.max(Math.floor(width / 3), width - markedWidth - columnsOf(source.after));
  const before = clipStart(
    source.before,
    Math.min(lead, Math.max(1, width - Math.min(markedWidth, width - 8))),
  );
  const marked = clipEnd(source.marked, width - columnsOf(before));
  const after = clipEnd(source.after, width - columnsOf(before) - columnsOf(marked));
  return { before, marked, after: after === '…' && marked.endsWith('…') ? '' : after };
}
