import { compareReports, loadReportParts, visible, type Finding, type Report } from 'wssure';
import { ruleTitle } from '../rules.ts';
import type { ScanView } from '../../nouns.ts';
import { Exports, RescanForm } from './actions.tsx';
import { LookalikeNote, siteLink } from './host.tsx';
import { Html } from './html.tsx';
import { pageOf } from './layout.tsx';

const parts = await loadReportParts();

interface Results {
  readonly scan: ScanView;
  readonly report: Report;
  /** The report of the scan before, where there is one. */
  readonly before: Report | null;
  readonly signedIn: boolean;
}

const titles = { fail: 'Fail', warn: 'Warning', pass: 'Pass', error: 'Not scanned' } as const;

/** The address of a rule's page in a scan. */
export function ruleLink(id: string): (rule: string) => string {
  return (rule) => `/scans/${id}/rules/${encodeURIComponent(rule)}`;
}

/** A scan that has ended with a report. */
export function resultsPage({ scan, report, before, signedIn }: Results): string {
  const link = ruleLink(scan.id);
  return pageOf({
    title: `${titles[report.verdict]}: ${visible(report.target)}`,
    signedIn,
    children: (
      <>
        <Html html={parts.verdict(report, link)} />
        <div>
          <LookalikeNote url={report.target} />
          <div class="actions">
            <RescanForm id={scan.id} words="Run the scan again" />
            <a href={siteLink(scan.host)}>History of {visible(scan.host)}</a>
          </div>
          {before && <Since before={before} report={report} scan={scan} />}
        </div>
        {report.verdict !== 'error' && <Whole report={report} link={link} />}
        <section aria-labelledby="export-title">
          <h2 id="export-title">Export</h2>
          <Exports scan={scan} />
        </section>
      </>
    ),
  });
}

function Whole({ report, link }: { report: Report; link: (rule: string) => string }) {
  return (
    <>
      <Todo report={report} link={link} />
      <Html html={parts.endpoints(report)} />
      <Html html={parts.rules(report, link)} />
      <Html html={parts.coverage(report)} />
      <Html html={parts.sources(report)} />
    </>
  );
}

/** What to look into, one line a rule, worst first as the report's findings are. */
function Todo({ report, link }: { report: Report; link: (rule: string) => string }) {
  const held = report.findings.filter(({ level }) => level !== 'note');
  const rules = [...new Set(held.map(({ rule }) => rule))];
  if (rules.length === 0) return null;
  return (
    <section aria-labelledby="todo-title">
      <h2 id="todo-title">What to fix</h2>
      <ol class="todo">
        {rules.map((id) => (
          <li key={id}>
            <Html html={parts.outcome(report, id)} />
            <a href={link(id)}>{ruleTitle(id)}</a>
            <p>{subjectsOf(report.findings.filter(({ rule }) => rule === id))}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whom the findings speak of, each once. */
function subjectsOf(findings: readonly Finding[]): string {
  const subjects = [...new Set(findings.map(({ endpoint }) => endpoint ?? 'the page'))].map(visible);
  const more = subjects.length - 2;
  return subjects.slice(0, 2).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function Since({ before, report, scan }: { before: Report; report: Report; scan: ScanView }) {
  const comparison = compareReports(report, before);
  const { fixed, unchanged, notLookedAt } = comparison;
  const words = [
    `${fixed.length} fixed`,
    `${comparison.new.length} new`,
    `${unchanged.length} unchanged`,
    ...(notLookedAt.length > 0 ? [`${notLookedAt.length} not looked at this time`] : []),
  ].join(', ');
  const compared = `${siteLink(scan.host)}?from=${scan.previous}&to=${scan.id}#compare`;
  return (
    <p class="since">
      Since the scan before: <strong>{words}</strong>. <a href={compared}>See what changed</a>
    </p>
  );
}
