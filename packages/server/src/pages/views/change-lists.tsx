import { visible, type ComparedFinding, type Comparison } from 'wssure';
import { ruleTitle } from '../rules.ts';
import type { ScanSummary } from '../../nouns.ts';
import { ruleLink } from './results.tsx';

interface Props {
  readonly comparison: Comparison;
  readonly from: ScanSummary;
  readonly to: ScanSummary;
}

/** What is fixed, new and unchanged between two scans; each finding leads to the scan in which it stands. */
export function ChangeLists({ comparison, from, to }: Props) {
  const { fixed, unchanged, notLookedAt } = comparison;
  return (
    <div class="compare">
      <List words="fixed" findings={fixed} scan={from} />
      <List words="new" findings={comparison.new} scan={to} />
      <List words="unchanged" findings={unchanged} scan={to} />
      {notLookedAt.length > 0 && <List words="not looked at again" findings={notLookedAt} scan={from} />}
    </div>
  );
}

interface ListProps {
  readonly words: string;
  readonly findings: readonly (ComparedFinding & { readonly reason?: string })[];
  readonly scan: ScanSummary;
}

function List({ words, findings, scan }: ListProps) {
  const link = ruleLink(scan.id);
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return (
    <div>
      <h3>
        {findings.length} {words}
      </h3>
      <ul class="compare-list">
        {rules.map((rule) => (
          <li key={rule}>
            <a href={link(rule)}>{ruleTitle(rule)}</a>
            {findings
              .filter((finding) => finding.rule === rule)
              .map(({ fingerprint, endpoint, reason }) => (
                <p key={fingerprint}>
                  <code>{endpoint === null ? 'the page' : visible(endpoint)}</code>
                  {reason !== undefined && <span class="reason">{visible(reason)}</span>}
                </p>
              ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
