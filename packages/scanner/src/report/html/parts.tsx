import { render } from 'preact-render-to-string';
import type { Finding, Report } from '../../report.ts';
import { visible } from '../escape.ts';
import { sameRemedy, worstFirst } from '../findings.ts';
import type { ReportParts } from '../parts.ts';
import { ComparisonSection } from './comparison-section.tsx';
import { CoverageSection } from './coverage-section.tsx';
import { EndpointsSection } from './endpoints-section.tsx';
import { FindingView } from './finding-view.tsx';
import { OutcomeLabel } from './outcome-label.tsx';
import { Remedy } from './remedy.tsx';
import { RuleStrip } from './rule-strip.tsx';
import { RulesSection } from './rules-section.tsx';
import { shownReport, type ShownReport } from './shown-report.ts';
import { SourcesSection } from './sources-section.tsx';
import { style } from './style.ts';
import { VerdictHeader } from './verdict-header.tsx';

const prefix = '';

export const reportParts: ReportParts = {
  styleSheet: style,
  verdict: (report, link) => render(<VerdictHeader report={shown(report)} prefix={prefix} linkOf={link} />),
  strip: (report, link, current) =>
    render(<RuleStrip rules={shown(report).rules} linkOf={link} current={visible(current)} />),
  rules: (report, link) => render(<RulesSection report={shown(report)} prefix={prefix} linkOf={link} />),
  endpoints: (report) => render(<EndpointsSection report={shown(report)} prefix={prefix} />),
  comparison: (report) => {
    const { comparison } = shown(report);
    return comparison ? render(<ComparisonSection comparison={comparison} prefix={prefix} />) : '';
  },
  coverage: (report) => render(<CoverageSection report={shown(report)} prefix={prefix} />),
  sources: (report) => render(<SourcesSection report={shown(report)} prefix={prefix} />),
  findings: (report, rule) =>
    render(<Findings report={{ ...shown(report), findings: ofRule(report, rule) }} />),
  remedies: (report, rule) => render(<Remedies findings={ofRule(report, rule)} />),
  outcome: (report, rule) => {
    const outcome = report.rules.find(({ id }) => id === rule)?.outcome;
    return outcome === undefined ? '' : render(<OutcomeLabel outcome={outcome} />);
  },
};

/** The parts of one page are of one report, which may be large. */
const reports = new WeakMap<Report, ShownReport>();

function shown(report: Report): ShownReport {
  const known = reports.get(report) ?? shownReport(report);
  reports.set(report, known);
  return known;
}

function ofRule(report: Report, rule: string): readonly Finding[] {
  const id = visible(rule);
  return worstFirst(shown(report).findings.filter((finding) => finding.rule === id));
}

function Findings({ report }: { report: ShownReport }) {
  return (
    <>
      {report.findings.map((finding, index) => (
        <FindingView finding={finding} report={report} last={false} subject="h3" key={index} />
      ))}
    </>
  );
}

/** Each remedy once, under the endpoints that it is for. */
function Remedies({ findings }: Pick<ShownReport, 'findings'>) {
  const told = findings.filter(
    (finding, index) => findings.findIndex((other) => sameRemedy(other, finding)) === index,
  );
  return (
    <>
      {told.map((first, index) => (
        <Remedy remediation={first.remediation} key={index}>
          <h3>
            {findings
              .filter((finding) => sameRemedy(finding, first))
              .map(({ endpoint }) => endpoint ?? 'The page')
              .join(', ')}
          </h3>
        </Remedy>
      ))}
    </>
  );
}
