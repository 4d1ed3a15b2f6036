import { groupByRule, sameRemedy, type FindingGroup } from '../findings.ts';
import { ruleMeta } from '../catalogue.ts';
import { noSocketWords } from '../words.ts';
import { FindingView } from './finding-view.tsx';
import { OutcomeLabel } from './outcome-label.tsx';
import { Section } from './section.tsx';
import type { ShownReport } from './shown-report.ts';
import { Standards } from './standards.tsx';

interface Props {
  readonly report: ShownReport;
  readonly prefix: string;
}

/** Every finding, the rule with the worst one first. */
export function FindingsSection({ report, prefix }: Props) {
  const groups = groupByRule(report.findings);
  return (
    <Section id={`${prefix}findings`} title="Findings">
      {groups.length === 0 && (
        <p>Nothing to report{report.endpoints.length === 0 ? `: ${noSocketWords(report)}` : ''}.</p>
      )}
      {groups.map((group, index) => (
        <Group group={group} report={report} id={`${prefix}finding-${index + 1}`} key={group.rule} />
      ))}
    </Section>
  );
}

function Group({ group, report, id }: { group: FindingGroup; report: ShownReport; id: string }) {
  const { worst, rule, findings } = group;
  const meta = ruleMeta(rule);
  return (
    <article class="finding" aria-labelledby={id}>
      <p class="finding-facts">
        {worst.baselined ? (
          <span class="label">in the baseline</span>
        ) : (
          <OutcomeLabel outcome={worst.level} />
        )}
        <span>{worst.severity} severity</span>
        <code>{rule}</code>
      </p>
      <div>
        <h3 id={id}>{worst.title}</h3>
        {findings.map((finding, index) => (
          <FindingView
            finding={finding}
            report={report}
            last={!sameRemedy(finding, findings[index + 1])}
            key={index}
          />
        ))}
        <div class="why">
          <h4>Why it matters</h4>
          {meta && <p>{meta.description}</p>}
          <Standards requirements={worst.requirements} />
          <p>
            More: <code>wssure explain {rule}</code>
          </p>
        </div>
      </div>
    </article>
  );
}
