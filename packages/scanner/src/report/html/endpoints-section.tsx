import type { ReportEndpoint } from '../../report.ts';
import { count, noSocketWords, policyWords, sentence } from '../words.ts';
import { EndpointPicture } from './endpoint-picture.tsx';
import { ProbeTable } from './probe-table.tsx';
import { Section } from './section.tsx';
import type { ShownReport } from './shown-report.ts';

/** Every endpoint: how the page comes to it, and what each Origin got there. */
export function EndpointsSection({ report, prefix }: { report: ShownReport; prefix: string }) {
  return (
    <Section id={`${prefix}endpoints`} title="Endpoints">
      {report.endpoints.length === 0 && <p class="nothing">{sentence(noSocketWords(report))}</p>}
      {report.endpoints.map((endpoint, index) => (
        <Endpoint
          endpoint={endpoint}
          report={report}
          id={`${prefix}endpoint-${index + 1}`}
          key={endpoint.url}
        />
      ))}
    </Section>
  );
}

function Endpoint({ endpoint, report, id }: { endpoint: ReportEndpoint; report: ShownReport; id: string }) {
  const { url, library, party, protocols, originPolicy, originPolicyReason, probes } = endpoint;
  return (
    <article class="endpoint" aria-labelledby={id}>
      <h3 id={id}>
        <code>{url}</code>
      </h3>
      <p class="endpoint-facts">
        {library} · {party} party
        {protocols.length > 0 && ` · subprotocol ${protocols.join(', ')}`}
      </p>
      <p>
        <strong class={party === 'first' ? `policy-${originPolicy}` : undefined}>
          Origin policy {originPolicy}
        </strong>
        {`: ${policyWords[originPolicy]}. ${originPolicyReason}`}
      </p>
      <EndpointPicture endpoint={endpoint} report={report} />
      {probes.length > 0 && (
        <details>
          <summary>{count(probes.length, 'handshake')} with what came back</summary>
          <ProbeTable probes={probes} caption={`Handshakes with ${url}`} />
        </details>
      )}
    </article>
  );
}
