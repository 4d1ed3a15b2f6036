import type { RuleResult } from '../../report.ts';
import { ruleMeta } from '../catalogue.ts';
import { OutcomeLabel } from './outcome-label.tsx';
import { Section } from './section.tsx';
import type { ShownReport } from './shown-report.ts';

interface Props {
  readonly report: ShownReport;
  readonly prefix: string;
  /** The page of a rule, where there is one. */
  readonly linkOf?: ((id: string) => string) | undefined;
}

/** Where a rule's row can be linked to. */
export function ruleRowId(prefix: string, index: number): string {
  return `${prefix}rule-${index + 1}`;
}

/** Every rule with what became of it. */
export function RulesSection({ report, prefix, linkOf }: Props) {
  return (
    <Section id={`${prefix}rules`} title="Rules">
      <table class="rules">
        <caption>
          {report.rules.length} rules; “passed” stands only where there was something to judge
        </caption>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          {report.rules.map((rule, index) => (
            <Row rule={rule} id={ruleRowId(prefix, index)} link={linkOf?.(rule.id)} key={index} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Row({ rule, id, link }: { rule: RuleResult; id: string; link: string | undefined }) {
  const title = ruleMeta(rule.id)?.title;
  return (
    <tr id={id}>
      <th scope="row">
        {title !== undefined && (
          <span class="rule-title">{link === undefined ? title : <a href={link}>{title}</a>}</span>
        )}
        {title === undefined && link !== undefined ? (
          <a href={link}>
            <code>{rule.id}</code>
          </a>
        ) : (
          <code>{rule.id}</code>
        )}
      </th>
      <td>
        <OutcomeLabel outcome={rule.outcome} />
        {rule.reason !== undefined && <span class="reason">{rule.reason}</span>}
      </td>
    </tr>
  );
}
