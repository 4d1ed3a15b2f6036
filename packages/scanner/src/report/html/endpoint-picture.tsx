import type { ComponentChildren } from 'preact';
import type { ReportEndpoint, ReportProbe } from '../../report.ts';
import { referencesOf } from '../findings.ts';
import { originOf, outcomeOf, placeOf } from '../words.ts';
import type { ShownReport } from './shown-report.ts';

const placesShown = 3;

/** Page → line of source → endpoint → what each Origin got, as a list that reads the same without its arrows. */
export function EndpointPicture({ endpoint, report }: { endpoint: ReportEndpoint; report: ShownReport }) {
  const references = referencesOf(report, endpoint.references);
  const hidden = references.length - placesShown;
  // The table has them all: the control asked again, too, and what came with and without credentials.
  const lanes = endpoint.probes.filter(
    ({ variant, withCredentials }) => variant !== 'control-again' && withCredentials === undefined,
  );
  return (
    <ol class="picture" aria-label={`How the page comes to ${endpoint.url}`}>
      <Step name="Page">
        <code>{report.page?.url ?? report.target}</code>
      </Step>
      <Step name="Opened in">
        {references.slice(0, placesShown).map(({ id, location }) => (
          <code key={id}>{placeOf(location)}</code>
        ))}
        {hidden > 0 && <span>and {hidden} more</span>}
        {references.length === 0 && <span>given by hand</span>}
      </Step>
      <Step name="Endpoint">
        <code>{endpoint.url}</code>
      </Step>
      <Step name="What each Origin got">
        {lanes.length === 0 && <span>not probed</span>}
        {lanes.length > 0 && (
          <ul>
            {lanes.map((probe, index) => (
              <li class={`lane lane-${toneOf(probe, endpoint)}`} key={index}>
                <code>{originOf(probe)}</code> <span>{outcomeOf(probe)}</span>
              </li>
            ))}
          </ul>
        )}
      </Step>
    </ol>
  );
}

function Step({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <li class="step">
      <span class="step-name">{name}</span>
      <div class="step-body">{children}</div>
    </li>
  );
}

/** Good: a foreign Origin was turned away. Bad: it got through where it should not. */
function toneOf(
  { variant, outcome }: ReportProbe,
  { originPolicy, party }: ReportEndpoint,
): 'good' | 'bad' | 'plain' {
  if (variant.startsWith('control') || variant === 'absent') return 'plain';
  if (outcome === 'rejected' || outcome === 'closed') return 'good';
  const judged = party === 'first' && (originPolicy === 'missing' || originPolicy === 'weak');
  return outcome === 'accepted' && judged ? 'bad' : 'plain';
}
