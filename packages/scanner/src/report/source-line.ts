import type { Reference } from '../artifacts.ts';
import { visibleSource } from './escape.ts';

/** A line of source around an expression, already in visible characters. */
export interface MarkedSource {
  readonly before: string;
  /** Empty where the expression does not stand in the snippet. */
  readonly marked: string;
  readonly after: string;
}

// Enough to tell one expression from another, and short enough to be found where a snippet was clipped.
const headLength = 8;

/** Finds the reference's expression in its snippet, also where the snippet ends before the expression does. */
export function markExpression({ expression, location: { snippet } }: Reference): MarkedSource {
  const { start, end } = longestMatch(snippet, expression);
  return {
    before: visibleSource(snippet.slice(0, start)),
    marked: visibleSource(snippet.slice(start, end)),
    after: visibleSource(snippet.slice(end)),
  };
}

function longestMatch(snippet: string, expression: string): { start: number; end: number } {
  let best = { start: snippet.length, end: snippet.length };
  const head = expression.slice(0, headLength);
  if (head === '') return best;
  for (let start = snippet.indexOf(head); start !== -1; start = snippet.indexOf(head, start + 1)) {
    let end = start + head.length;
    while (end < snippet.length && snippet[end] === expression[end - start]) end++;
    if (end - start > best.end - best.start) best = { start, end };
  }
  return best;
}
