import type { ReportProbe } from '../../report.ts';
import { originOf, outcomeOf } from '../words.ts';

/** What each Origin got. */
export function ProbeTable({ probes, caption }: { probes: readonly ReportProbe[]; caption: string }) {
  return (
    <table class="probes">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Handshake</th>
          <th scope="col">Origin sent</th>
          <th scope="col">What came back</th>
        </tr>
      </thead>
      <tbody>
        {probes.map((probe, index) => (
          <tr key={index}>
            <th scope="row">{probe.variant}</th>
            <td>
              <code>{originOf(probe)}</code>
            </td>
            <td>
              <span class={`outcome outcome-${probe.outcome}`}>{outcomeOf(probe)}</span>
              {probe.firstMessage !== null && (
                <span class="first-message">
                  first message <code>{probe.firstMessage}</code>
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
