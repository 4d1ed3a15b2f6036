import { visible, type Finding } from 'wssure';
import type { Comparison } from '../comparison.ts';
import { ruleTitle } from '../rules.ts';
import type { ScanSummary } from '../../nouns.ts';
import { ruleLink } from './results.tsx';

interface Props {
  readonly comparison: Comparison;
  readonly from: ScanSummary;
  readonly to: ScanSummary;
}

/** What is fixed, new and unchanged between two scans; each finding leads to the scan in which it stands. */
export function ChangeLists({ comparison: { added, fixed, unchanged, unknown }, from, to }: Props) {
  return (
    <div class="compare">
      <List words="fixed" findings={fixed} scan={from} />
      <List words="new" findings={added} scan={to} />
      <List words="unchanged" findings={unchanged} scan={to} />
      {unknown.length > 0 && <List words="not judged in the later scan" findings={unknown} scan={from} />}
    </div>
  );
}

interface ListProps {
  readonly words: string;
  readonly findings: readonly Finding[];
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
              .map(({ fingerprint, endpoint }) => (
                <code key={fingerprint}>{endpoint === null ? 'the page' : visible(endpoint)}</code>
              ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
