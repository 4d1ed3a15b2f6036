import type { Evidence } from '../../report.ts';
import { evidenceRows } from '../evidence-rows.ts';

const rowsShown = 40;

/** The facts behind a finding, for the auditor. */
export function EvidenceList({ evidence }: { evidence: Evidence }) {
  const rows = evidenceRows(evidence);
  if (rows.length === 0) return null;
  const hidden = rows.length - rowsShown;
  return (
    <div class="evidence">
      <h4>Evidence</h4>
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
    </div>
  );
}
