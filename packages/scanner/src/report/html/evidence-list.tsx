import type { Evidence } from '../../report.ts';
import { evidenceRows } from '../evidence-rows.ts';

const rowsShown = 40;

/** The facts behind a finding, for the auditor. */
export function EvidenceList({ evidence }: { evidence: Evidence }) {
  const rows = evidenceRows(evidence);
  if (rows.length === 0) return null;
  const hidden = rows.length - rowsShown;
  return (
    <details class="evidence">
      <summary>Evidence, fact by fact</summary>
      <dl>
        {rows.slice(0, rowsShown).map(([path, value]) => (
          <div key={path}>
            <dt>{path}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
      {hidden > 0 && <p>And {hidden} more in the JSON report.</p>}
    </details>
  );
}
