import { loadReportParts, visible, type Report, type RuleMeta } from 'wssure';
import { documentationOf, type Documentation } from '../documentation.ts';
import { placeOf, ruleTitle, type Place } from '../rules.ts';
import type { ScanView } from '../../nouns.ts';
import { RescanForm } from './actions.tsx';
import { Html } from './html.tsx';
import { pageOf } from './layout.tsx';
import { ruleLink } from './results.tsx';

const parts = await loadReportParts();

interface Rule {
  readonly scan: ScanView;
  readonly report: Report;
  readonly meta: RuleMeta;
  readonly signedIn: boolean;
}

/** One rule of a scan: what it looks at, what it found, why that matters, what fixes it. */
export function rulePage({ scan, report, meta, signedIn }: Rule): string {
  const link = ruleLink(scan.id);
  const place = placeOf(report, meta.id);
  return pageOf({
    title: `${meta.title}: ${visible(report.target)}`,
    signedIn,
    children: (
      <>
        <div class="band">
          <a class="back" href={`/scans/${scan.id}`}>
            ← Back to the results for {visible(report.target)}
          </a>
          {place && (
            <p class="place">
              Check {place.number} of {place.total}
            </p>
          )}
          <h1>{meta.title}</h1>
          <div class="totals">
            <Html html={parts.outcome(report, meta.id)} />
            <code>{meta.id}</code>
          </div>
          <Html html={parts.strip(report, link, meta.id)} />
        </div>
        <Sections scan={scan} report={report} meta={meta} />
        {place && <Turn place={place} link={link} />}
      </>
    ),
  });
}

function Sections({ scan, report, meta }: Omit<Rule, 'signedIn'>) {
  const documentation = documentationOf(meta.id);
  return (
    <>
      <section aria-labelledby="probes-title">
        <h2 id="probes-title">What this check probes</h2>
        <div class="prose">
          <p class="lead">{meta.description}</p>
          <details>
            <summary>How wssure tells</summary>
            <Html class="prose" html={documentation.how} />
          </details>
        </div>
      </section>
      <section aria-labelledby="found-title">
        <h2 id="found-title">What was found</h2>
        <Found report={report} rule={meta.id} />
      </section>
      <section aria-labelledby="why-title">
        <h2 id="why-title">Why this matters</h2>
        <Requirements meta={meta} />
        <Html class="prose" html={documentation.meaning + documentation.why} />
      </section>
      <Fix documentation={documentation} remedies={parts.remedies(report, meta.id)} />
      <section class="again-section" aria-labelledby="again-title">
        <div class="again">
          <h2 id="again-title">Fixed it?</h2>
          <p>Run the scan again: the new results say what is fixed and what is new.</p>
          <RescanForm id={scan.id} words="Run the scan again" />
        </div>
      </section>
    </>
  );
}

function Found({ report, rule }: { report: Report; rule: string }) {
  const findings = parts.findings(report, rule);
  if (findings !== '') return <Html html={findings} />;
  const { outcome, reason } = report.rules.find(({ id }) => id === rule) ?? {};
  const why = reason === undefined ? '' : ` ${visible(reason)}.`;
  if (outcome === 'not-applicable') return <p>Nothing to judge:{why || ' it does not concern this page.'}</p>;
  if (outcome === 'inconclusive') return <p>It could not be judged:{why}</p>;
  return <p>Nothing. It was looked at, and there is nothing to fix.{why}</p>;
}

function Requirements({ meta: { standards } }: { meta: RuleMeta }) {
  const { cwe, asvs, pciDss } = standards;
  return (
    <ul class="standards" aria-label="Requirements">
      {pciDss.map((number) => (
        <li key={number}>PCI DSS 4.0.1 {number}</li>
      ))}
      {cwe.map((number) => (
        <li key={number}>
          <a href={`https://cwe.mitre.org/data/definitions/${number}.html`} rel="noreferrer">
            CWE-{number}
          </a>
        </li>
      ))}
      {asvs.map((number) => (
        <li key={number}>ASVS 5.0 {number}</li>
      ))}
    </ul>
  );
}

interface FixProps {
  readonly documentation: Documentation;
  /** For the servers that were seen, as HTML; empty where there is nothing to fix. */
  readonly remedies: string;
}

/** First for what was recognised, then for everything else. */
function Fix({ documentation: { fix, stacks, fine }, remedies }: FixProps) {
  return (
    <section aria-labelledby="fix-title">
      <h2 id="fix-title">How to fix it</h2>
      {remedies !== '' && <Html html={remedies} />}
      <div class="more">
        {stacks.length > 1 && (
          <ul class="links stacks" aria-label="Servers and frameworks">
            {stacks.map(({ name, id }) => (
              <li key={id}>
                <a href={`#${id}`} dangerouslySetInnerHTML={{ __html: name }} />
              </li>
            ))}
          </ul>
        )}
        <Html class="prose" html={fix} />
        {fine !== '' && (
          <details>
            <summary>When it is fine</summary>
            <Html class="prose" html={fine} />
          </details>
        )}
      </div>
    </section>
  );
}

function Turn({ place: { previous, next }, link }: { place: Place; link: (rule: string) => string }) {
  return (
    <nav class="turn" aria-label="Checks before and after">
      {previous !== null && (
        <a href={link(previous)} rel="prev">
          <span>Check before</span>
          {ruleTitle(previous)}
        </a>
      )}
      {next !== null && (
        <a class="next" href={link(next)} rel="next">
          <span>Next check</span>
          {ruleTitle(next)}
        </a>
      )}
    </nav>
  );
}
