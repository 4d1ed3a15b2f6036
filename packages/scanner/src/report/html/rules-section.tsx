import type { RuleResult } from '../../report.ts';
import { ruleMeta } from '../catalogue.ts';
import { OutcomeLabel } from './outcome-label.tsx';
import { Section } from './section.tsx';
import type { ShownReport } from './shown-report.ts';

/** Every rule with what became of it. */
export function RulesSection({ report, prefix }: { report: ShownReport; prefix: string }) {
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
            <Row rule={rule} key={index} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Row({ rule: { id, outcome, reason } }: { rule: RuleResult }) {
  const meta = ruleMeta(id);
  return (
    <tr>
      <th scope="row">
        {meta && <span class="rule-title">{meta.title}</span>}
        <code>{id}</code>
      </th>
      <td>
        <OutcomeLabel outcome={outcome} />
        {reason !== undefined && <span class="reason">{reason}</span>}
      </td>
    </tr>
  );
}
