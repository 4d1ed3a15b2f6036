import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import type { Node } from '../syntax.ts';

/** Notes that a literal with a WebSocket URL in it was reached, and follows where it goes. */
export function noteUrl(machine: Machine, node: Node, text: string, scope: Scope): void {
  const { survey, reached } = scope.frame.script;
  if (!survey.urlLiterals.has(node)) return;
  reached.add(node);
  machine.traces.begin(text, node);
}
