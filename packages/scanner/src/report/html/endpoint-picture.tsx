import type { ComponentChildren } from 'preact';
import type { ReportEndpoint } from '../../report.ts';
import { referencesOf } from '../findings.ts';
import { count, originOf, outcomeOf, placeOf, variantWords } from '../words.ts';
import { lanesOf, type Tone } from './lanes.ts';
import type { ShownReport } from './shown-report.ts';

const placesShown = 3;
const toneMarks: Readonly<Record<Tone, string>> = { own: '✔', good: '✖', bad: '✔', plain: '·' };

/** Page → line of source → endpoint → what each Origin got, as a list that reads the same without its wires. */
export function EndpointPicture({ endpoint, report }: { endpoint: ReportEndpoint; report: ShownReport }) {
  const references = referencesOf(report, endpoint.references);
  const page = report.page?.url ?? report.target;
  const hidden = references.length - placesShown;
  return (
    <ol class="picture" aria-label={`How the page comes to ${endpoint.url}`}>
      <Step name="Page">
        <code>{page}</code>
      </Step>
      <Step name="Opened in">
        {references.slice(0, placesShown).map(({ id, location }) => (
          <code key={id}>{withoutOrigin(placeOf(location.original ?? location), page)}</code>
        ))}
        {hidden > 0 && <span>and {hidden} more</span>}
        {references.length === 0 && <span>given by hand</span>}
      </Step>
      <Step name="Endpoint">
        <code>{endpoint.url}</code>
      </Step>
      <Step name="What each Origin got" kind="step-origins">
        <Origins endpoint={endpoint} />
      </Step>
    </ol>
  );
}

/** A place on the page's own origin by its path: the page stands beside it. */
function withoutOrigin(place: string, page: string): string {
  const origin = URL.parse(page)?.origin ?? '';
  return place.startsWith(`${origin}/`) ? place.slice(origin.length) : place;
}

function Step({ name, kind = '', children }: { name: string; kind?: string; children: ComponentChildren }) {
  return (
    <li class={`step ${kind}`.trim()}>
      <span class="step-name">{name}</span>
      <div class="step-body">{children}</div>
    </li>
  );
}

function Origins({ endpoint }: { endpoint: ReportEndpoint }) {
  const { shown, turnedAway, hidden } = lanesOf(endpoint);
  if (shown.length + turnedAway === 0) return <span>not probed</span>;
  return (
    <ul class="lanes">
      {shown.map(({ probe, tone }, index) => (
        <Branch tone={tone} who={variantWords[probe.variant]} got={outcomeOf(probe)} key={index}>
          <code>{originOf(probe)}</code>
        </Branch>
      ))}
      {turnedAway > 0 && <Branch tone="good" who={count(turnedAway, 'forged Origin')} got="turned away" />}
      {hidden > 0 && <Branch tone="plain" who={`${hidden} more`} got="in the table of handshakes" />}
    </ul>
  );
}

interface BranchProps {
  readonly tone: Tone;
  readonly who: string;
  readonly got: string;
  readonly children?: ComponentChildren;
}

function Branch({ tone, who, got, children }: BranchProps) {
  return (
    <li class={`lane lane-${tone}`}>
      <span class="lane-mark" aria-hidden="true">
        {toneMarks[tone]}
      </span>
      <span class="lane-who">{who}</span>
      {children}
      <span class="lane-got">{got}</span>
    </li>
  );
}
