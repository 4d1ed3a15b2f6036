import type { Machine } from '../machine.ts';
import type { Scope } from '../scope.ts';
import { PageThrow } from '../store.ts';
import type { Changes } from '../store.ts';
import { join } from '../values.ts';
import type { Value } from '../values.ts';

/** How a statement ended, where it did not just end. A `throw` is an exception. */
export type Completion =
  | undefined
  | { readonly type: 'return'; readonly value: Value }
  | { readonly type: 'break' | 'continue'; readonly label: string | null };

interface Outcome {
  readonly completion: Completion;
  readonly changes: Changes;
}

/**
 * Runs alternatives of which one will happen. Where one of them just ends, so does the whole: what the others
 * returned is kept with the frame, and what a returning one wrote is seen by the caller alone.
 */
export function alternatives(
  machine: Machine,
  scope: Scope,
  runs: readonly (() => Completion)[],
): Completion {
  const outcomes: Outcome[] = [];
  let thrown: PageThrow | null = null;
  for (const run of runs) {
    try {
      const { result, changes } = machine.store.attempt(run);
      outcomes.push({ completion: result, changes });
    } catch (error) {
      if (!(error instanceof PageThrow)) throw error;
      thrown ??= error;
    }
  }
  if (outcomes.length === 0 && thrown !== null) throw thrown;
  return settle(machine, scope, outcomes);
}

function settle(machine: Machine, scope: Scope, outcomes: readonly Outcome[]): Completion {
  const ended = outcomes.filter(({ completion }) => completion === undefined);
  const jumps = outcomes.filter(({ completion }) => completion !== undefined && completion.type !== 'return');
  const returns = outcomes.filter(({ completion }) => completion?.type === 'return');
  if (ended.length + jumps.length === 0) {
    machine.store.joinAll(returns.map(({ changes }) => changes));
    return {
      type: 'return',
      value: join(
        returns.map(({ completion }) => (completion?.type === 'return' ? completion.value : undefined)),
      ),
    };
  }
  const { frame } = scope;
  for (const { completion, changes } of returns) {
    if (completion?.type === 'return') frame.returned.push(completion.value);
    frame.left.push(changes);
  }
  machine.store.joinAll([...ended, ...jumps].map(({ changes }) => changes));
  return ended.length > 0 ? undefined : jumps[0]?.completion;
}
