import { compareReports, visible, type Report } from 'wssure';
import type { ScanSummary } from '../../nouns.ts';
import { Exports, RescanForm } from './actions.tsx';
import { ChangeLists } from './change-lists.tsx';
import { Chart } from './chart.tsx';
import { LookalikeNote } from './host.tsx';
import { pageOf } from './layout.tsx';
import { ScanList } from './scan-list.tsx';
import { minute } from './time.tsx';

/** A scan that has something to say. */
export interface ReportedScan extends ScanSummary {
  readonly summary: NonNullable<ScanSummary['summary']>;
}

/** Two scans of a site with their reports. */
export interface Pair {
  readonly from: ScanSummary;
  readonly before: Report;
  readonly to: ScanSummary;
  readonly after: Report;
}

interface Site {
  readonly host: string;
  /** The newest first. */
  readonly scans: readonly ScanSummary[];
  /** The two scans that are compared; null where there are none to compare. */
  readonly pair: Pair | null;
  readonly signedIn: boolean;
}

export function isReported(scan: ScanSummary): scan is ReportedScan {
  return scan.summary !== null;
}

/** The history of a site. */
export function sitePage({ host, scans, pair, signedIn }: Site): string {
  const reported = scans.filter(isReported);
  const [latest] = reported;
  return pageOf({
    title: `History of ${visible(host)}`,
    signedIn,
    children: (
      <>
        <div class="band">
          <p class="place">History</p>
          <h1>{visible(host)}</h1>
          <LookalikeNote url={`https://${host}/`} />
          {latest && (
            <div class="actions">
              <RescanForm id={latest.id} words="Run the latest scan again" />
            </div>
          )}
        </div>
        {reported.length > 0 && <Verdicts scans={reported} />}
        {pair && <Changes pair={pair} scans={reported} />}
        <section aria-labelledby="scans-title">
          <h2 id="scans-title">Scans</h2>
          <ScanList scans={scans} caption="The newest first" withHistory={false} />
        </section>
        {latest && (
          <section aria-labelledby="export-title">
            <h2 id="export-title">Export the latest report</h2>
            <Exports scan={latest} />
          </section>
        )}
      </>
    ),
  });
}

function Verdicts({ scans }: { scans: readonly ReportedScan[] }) {
  return (
    <section aria-labelledby="verdicts-title">
      <h2 id="verdicts-title">Verdicts over time</h2>
      <Chart scans={scans.toReversed()} />
      <ul class="key">
        <li class="key-fail">failures</li>
        <li class="key-warn">warnings</li>
      </ul>
    </section>
  );
}

function Changes({ pair, scans }: { pair: Pair; scans: readonly ReportedScan[] }) {
  const { from, before, to, after } = pair;
  return (
    <section id="compare" aria-labelledby="compare-title">
      <h2 id="compare-title">What changed</h2>
      <form class="compare-form" method="get" action="#compare">
        <Choice name="from" label="From" chosen={from} scans={scans} />
        <Choice name="to" label="To" chosen={to} scans={scans} />
        <button class="second">Compare</button>
      </form>
      <ChangeLists comparison={compareReports(after, before)} from={from} to={to} />
    </section>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly chosen: ScanSummary;
  readonly scans: readonly ReportedScan[];
}

function Choice({ name, label, chosen, scans }: ChoiceProps) {
  return (
    <div>
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        {scans.map(({ id, createdAt, verdict }) => (
          <option value={id} selected={id === chosen.id} key={id}>
            {minute(createdAt)}, {verdict}
          </option>
        ))}
      </select>
    </div>
  );
}
