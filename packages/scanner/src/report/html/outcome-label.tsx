import type { RuleOutcome } from '../../report.ts';
import { marks, outcomeWords } from '../words.ts';

/** A mark and its word: the word carries the meaning, the mark and the colour repeat it. */
export function OutcomeLabel({ outcome }: { outcome: RuleOutcome }) {
  return (
    <span class={`label label-${outcome}`}>
      <Mark of={outcome} />
      {outcomeWords[outcome]}
    </span>
  );
}

function Mark({ of }: { of: RuleOutcome }) {
  return (
    <span class="mark" aria-hidden="true">
      {marks[of]}
    </span>
  );
}
