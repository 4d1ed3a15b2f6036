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
  verdict: (report, link) =>
    render(<VerdictHeader report={shownReport(report)} prefix={prefix} linkOf={link} />),
  strip: (report, link, current) =>
    render(<RuleStrip rules={shownReport(report).rules} linkOf={link} current={visible(current)} />),
  rules: (report, link) =>
    render(<RulesSection report={shownReport(report)} prefix={prefix} linkOf={link} />),
  endpoints: (report) => render(<EndpointsSection report={shownReport(report)} prefix={prefix} />),
  comparison: (report) => {
    const { comparison } = shownReport(report);
    return comparison ? render(<ComparisonSection comparison={comparison} prefix={prefix} />) : '';
  },
  coverage: (report) => render(<CoverageSection report={shownReport(report)} prefix={prefix} />),
  sources: (report) => render(<SourcesSection report={shownReport(report)} prefix={prefix} />),
  findings: (report, rule) =>
    render(<Findings report={shownReport({ ...report, findings: ofRule(report, rule) })} />),
  remedies: (report, rule) =>
    render(<Remedies {...shownReport({ ...report, findings: ofRule(report, rule) })} />),
  outcome: (report, rule) => {
    const outcome = report.rules.find(({ id }) => id === rule)?.outcome;
    return outcome === undefined ? '' : render(<OutcomeLabel outcome={outcome} />);
  },
};

function ofRule({ findings }: Report, rule: string): readonly Finding[] {
  return worstFirst(findings.filter((finding) => finding.rule === rule));
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
function Remedies({ findings }: ShownReport) {
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
