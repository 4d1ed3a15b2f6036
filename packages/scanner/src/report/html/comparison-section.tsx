import type { Comparison } from '../../report.ts';
import { changeMarks, changesOf, changeWords, type ChangeGroup } from '../comparison.ts';
import { count } from '../words.ts';
import { Section } from './section.tsx';

/** What is new, fixed and unchanged since an earlier scan. */
export function ComparisonSection({ comparison, prefix }: { comparison: Comparison; prefix: string }) {
  const groups = changesOf(comparison).filter(({ findings }) => findings.length > 0);
  return (
    <Section id={`${prefix}comparison`} title={changeWords(comparison)}>
      {groups.length === 0 && <p>Nothing failed or warned, then or now.</p>}
      {groups.map((group) => (
        <Group group={group} key={group.change} />
      ))}
    </Section>
  );
}

function Group({ group: { change, findings } }: { group: ChangeGroup }) {
  return (
    <div class={`change change-${change.replaceAll(' ', '-')}`}>
      <h3>
        <span aria-hidden="true">{changeMarks[change]}</span> {count(findings.length, 'finding')} {change}
      </h3>
      <ul>
        {findings.map(({ fingerprint, title, rule, endpoint, reason }) => (
          <li key={fingerprint}>
            {title} <code>{rule}</code>
            {endpoint !== null && (
              <>
                {' '}
                <code>{endpoint}</code>
              </>
            )}
            {reason !== undefined && <span class="reason"> {reason}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
