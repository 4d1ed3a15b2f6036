import { childrenOf } from './parse.ts';
import { endOf, isClass, isFunction, startOf } from './syntax.ts';
import type { ClassNode, FunctionNode, Node, Program } from './syntax.ts';

/**
 * Visits the nodes of a tree in which at least one of some places stands, each before those within it. What holds none
 * is not looked into: a few places in a large script cost their depth, and not its size.
 *
 * @param places offsets in the script's text, ascending
 * @param visit gets a node and what `visit` returned for the node around it
 */
export function visitAround<T>(
  program: Program,
  places: readonly number[],
  visit: (node: Node, around: T | null) => T,
): void {
  const pending: { readonly node: Node; readonly around: T | null }[] = [];
  if (holdsAny(program, places)) pending.push({ node: program, around: null });
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const around = visit(next.node, next.around);
    const held = childrenOf(next.node).filter((child) => holdsAny(child, places));
    for (const node of held.toReversed()) pending.push({ node, around });
  }
}

/** The functions and classes in which at least one of some places stands, in source order: outer before inner. */
export function functionsAround(
  program: Program,
  places: readonly number[],
): readonly (FunctionNode | ClassNode)[] {
  const functions: (FunctionNode | ClassNode)[] = [];
  visitAround(program, places, (node) => {
    if (isFunction(node) || isClass(node)) functions.push(node);
    return null;
  });
  return functions;
}

/** Whether one of some offsets, ascending, is in a node. */
function holdsAny(node: Node, places: readonly number[]): boolean {
  let low = 0;
  let high = places.length;
  const start = startOf(node);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return (places[low] ?? Number.POSITIVE_INFINITY) < endOf(node);
}
