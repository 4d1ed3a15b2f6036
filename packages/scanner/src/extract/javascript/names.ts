import { startOf } from './syntax.ts';
import type { ClassNode, FunctionNode } from './syntax.ts';

/** The name of a function or class: its own, or that of the member or variable that it is put in; null where none is. */
export function nameBefore(node: FunctionNode | ClassNode, text: string): string | null {
  const own = 'id' in node && node.id !== null ? node.id.name : null;
  const before = text.slice(Math.max(0, startOf(node) - 60), startOf(node));
  const name = own ?? /([\w$]+)\s*(?:[:=]\s*(?:async\s*)?(?:function\s*)?)?$/.exec(before)?.[1] ?? null;
  return name === null || /^(?:function|async|return|this|new|get|set|constructor)$/.test(name) ? null : name;
}

/** Any of some names, as the source of a regular expression. */
export function anyOf(names: Iterable<string>): string {
  return `(?:${[...names].map((name) => name.replaceAll('$', '\\$')).join('|')})`;
}
