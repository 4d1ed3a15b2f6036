import type { ReportProbe } from '../../report.ts';
import { firstMessageOf, originOf, outcomeOf, variantWords } from '../words.ts';

/** What each Origin got. */
export function ProbeTable({ probes, caption }: { probes: readonly ReportProbe[]; caption: string }) {
  return (
    <table class="probes">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Handshake and its Origin</th>
          <th scope="col">What came back</th>
        </tr>
      </thead>
      <tbody>
        {probes.map((probe, index) => (
          <tr key={index}>
            <th scope="row">
              {variantWords[probe.variant]} <code>{originOf(probe)}</code>
            </th>
            <td>
              <span class={`outcome outcome-${probe.outcome}`}>{outcomeOf(probe)}</span>
              {firstMessageOf(probe) !== null && (
                <span class="first-message">
                  first message <code>{firstMessageOf(probe)}</code>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
