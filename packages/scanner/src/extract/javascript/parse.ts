import { parse as parseWith } from 'meriyah';
import type { Node, Program } from './syntax.ts';

export interface Comment {
  readonly start: number;
  readonly end: number;
}

export interface ParsedScript {
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/**
 * Parses a script as a browser would take it, then with the other goal: a file whose element was not seen may be
 * a module. The page's regular expressions are not compiled.
 *
 * @returns the tree, or why there is none (the message of the first goal, or `nested too deep`)
 */
export function parseScript(
  text: string,
  goal: 'script' | 'module',
): ParsedScript | { readonly error: string } {
  const first = parseAs(text, goal);
  if (!('error' in first)) return first;
  const second = parseAs(text, goal === 'script' ? 'module' : 'script');
  return 'error' in second ? first : second;
}

/** Parses the code of an event handler attribute: a function's body (HTML Standard, event handler attributes). */
export function parseHandler(text: string): ParsedScript | { readonly error: string } {
  return parseAs(text, 'handler');
}

function parseAs(
  text: string,
  goal: 'script' | 'module' | 'handler',
): ParsedScript | { readonly error: string } {
  const comments: Comment[] = [];
  try {
    const program = parseWith(text, {
      sourceType: goal === 'module' ? 'module' : 'script',
      globalReturn: goal === 'handler',
      next: true,
      webcompat: true,
      validateRegex: false,
      ranges: { start: true, end: true },
      onComment: (_type, _value, start, end) => void comments.push({ start, end }),
    });
    return { program, comments };
  } catch (error) {
    if (error instanceof RangeError) return { error: 'nested too deep' };
    if (error instanceof Error) return { error: error.message.split('\n', 1)[0] ?? 'syntax error' };
    throw error;
  }
}

/** The nodes directly under a node, in source order. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
