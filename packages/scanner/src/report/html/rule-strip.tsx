import type { RuleResult } from '../../report.ts';
import { ruleMeta } from '../catalogue.ts';
import { marks, outcomeWords } from '../words.ts';

interface Props {
  readonly rules: readonly RuleResult[];
  /** Where a rule of the report is told of. */
  readonly linkOf: (id: string, index: number) => string;
  /** The id of the rule whose page this is. */
  readonly current?: string;
}

/** Every rule as a mark, in the order of the rules: the whole scan at one glance, and the way to each of them. */
export function RuleStrip({ rules, linkOf, current }: Props) {
  return (
    <ol class="strip" aria-label="Checks">
      {rules.map(({ id, outcome }, index) => (
        <li key={index}>
          <a
            class={`cell cell-${outcome}`}
            href={linkOf(id, index)}
            title={`${ruleMeta(id)?.title ?? id}: ${outcomeWords[outcome]}`}
            aria-current={id === current ? 'page' : undefined}
          >
            <span aria-hidden="true">{marks[outcome]}</span>
            <span class="seen-by-readers">
              {index + 1}. {id}: {outcomeWords[outcome]}
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}
