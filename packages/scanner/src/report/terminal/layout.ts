import type picocolors from 'picocolors';
import { visible } from '../escape.ts';
import { columnsOf, wrap } from './columns.ts';

export interface Layout {
  /** Columns. */
  readonly width: number;
  readonly colors: ReturnType<typeof picocolors.createColors>;
}
export type Style = (text: string) => string;

export interface Indent {
  /** Columns before the first line. */
  readonly first?: number;
  /** Columns before the others; as `first` where absent. */
  readonly rest?: number;
}

// Longer lines than this are hard to read, however wide the terminal is.
const readingWidth = 100;
const plain: Style = (text) => text;

/** Lines of a text from anywhere: made visible, wrapped, indented, and styled last. */
export function paragraph(text: string, layout: Layout, indent: Indent = {}, style: Style = plain): string[] {
  const { first = 0, rest = first } = indent;
  const width = Math.max(10, Math.min(layout.width, readingWidth) - Math.max(first, rest));
  const lines = wrap(visible(text), width);
  return lines.map((line, index) => ' '.repeat(index === 0 ? first : rest) + style(line));
}

/** A label and a text beside it; the text's later lines stand under its first, where there is room. */
export function labelled(
  label: string,
  text: string,
  layout: Layout,
  column: number,
  style: Style = plain,
): string[] {
  const narrow = layout.width < column * 3;
  const lines = paragraph(text, { ...layout, width: layout.width - 2 }, { first: narrow ? 4 : column });
  if (narrow) return [...paragraph(label, layout, { first: 2 }, style), ...lines];
  return lines.map((line, index) =>
    index === 0 ? `  ${style(pad(label, column - 2))}${line.trimStart()}` : line,
  );
}

/** Rows in columns; where they do not fit, the later cells of each row below each other, beside its first. */
export function columns(rows: readonly (readonly string[])[], layout: Layout, indent: number): string[] {
  const shown = rows.map((row) => row.map(visible));
  const widths: number[] = [];
  for (const row of shown)
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, columnsOf(cell))));
  const total = widths.reduce((sum, width) => sum + width + 2, indent - 2);
  if (total > layout.width) return rows.flatMap((row) => stacked(row, layout, indent, widths[0] ?? 0));
  return shown.map((row) =>
    (' '.repeat(indent) + row.map((cell, index) => pad(cell, (widths[index] ?? 0) + 2)).join('')).trimEnd(),
  );
}

function stacked(
  [label = '', ...cells]: readonly string[],
  layout: Layout,
  indent: number,
  labelWidth: number,
): string[] {
  const column = indent + labelWidth + 2;
  if (layout.width < column * 2)
    return paragraph([label, ...cells].join('  '), layout, { first: indent, rest: indent + 2 });
  const lines = cells.flatMap((cell) => paragraph(cell, layout, { first: column, rest: column + 2 }));
  return lines.map((line, index) =>
    index === 0 ? `${' '.repeat(indent)}${pad(visible(label), labelWidth + 2)}${line.trimStart()}` : line,
  );
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}
