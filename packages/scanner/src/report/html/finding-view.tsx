import type { Finding } from '../../report.ts';
import { probesOf, referencesOf } from '../findings.ts';
import { factsOf, proofOf } from '../proof.ts';
import { EvidenceList } from './evidence-list.tsx';
import { ProbeTable } from './probe-table.tsx';
import { ProofView } from './proof-view.tsx';
import { Remedy } from './remedy.tsx';
import type { ShownReport } from './shown-report.ts';
import { SourceLine } from './source-line.tsx';

interface Props {
  readonly finding: Finding;
  readonly report: ShownReport;
  /** Whether the next finding has another remedy, or there is none: a shared remedy is told once. */
  readonly last: boolean;
  /** What the endpoint's URL is marked up as: a heading where the finding stands under none of its own. */
  readonly subject?: 'p' | 'h3';
}

/** One finding: what is wrong, in which line, what was compared, and how to fix it. */
export function FindingView({ finding, report, last, subject: Subject = 'p' }: Props) {
  const { endpoint, message, baselined, remediation } = finding;
  const references = referencesOf(report, finding.references);
  const probes = probesOf(report, finding);
  const proof = proofOf(finding);
  return (
    <div class="finding-body">
      {endpoint !== null && (
        <Subject class="subject">
          <code>{endpoint}</code>
        </Subject>
      )}
      {baselined && <p class="baselined">Listed in the baseline: it does not fail the run.</p>}
      <p>{message}</p>
      {references.map((reference) => (
        <SourceLine reference={reference} key={reference.id} />
      ))}
      {probes.length > 0 && <ProbeTable probes={probes} caption="What was compared" />}
      {last && <Remedy remediation={remediation} />}
      <EvidenceList evidence={factsOf(finding)} />
      {proof && <ProofView proof={proof} />}
    </div>
  );
}
