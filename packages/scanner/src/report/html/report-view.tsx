import { ComparisonSection } from './comparison-section.tsx';
import { CoverageSection } from './coverage-section.tsx';
import { EndpointsSection } from './endpoints-section.tsx';
import { FindingsSection } from './findings-section.tsx';
import { RulesSection, ruleRowId } from './rules-section.tsx';
import type { ShownReport } from './shown-report.ts';
import { SourcesSection } from './sources-section.tsx';
import { VerdictHeader } from './verdict-header.tsx';

const contents = [
  ['findings', 'Findings'],
  ['endpoints', 'Endpoints'],
  ['rules', 'Rules'],
  ['coverage', 'Coverage'],
  ['sources', 'Sources'],
] as const;

/** A report from its verdict to its evidence. `prefix` keeps the ids of several reports on a page apart. */
export function ReportView({ report, prefix }: { report: ShownReport; prefix: string }) {
  const whole = report.verdict !== 'error';
  return (
    <article class="report" aria-labelledby={`${prefix}verdict`}>
      <VerdictHeader report={report} prefix={prefix} linkOf={(_, index) => `#${ruleRowId(prefix, index)}`} />
      {report.comparison && <ComparisonSection comparison={report.comparison} prefix={prefix} />}
      {whole && (
        <>
          <nav class="contents" aria-label={`Contents of the report on ${report.target}`}>
            <ul>
              {contents.map(([id, label]) => (
                <li key={id}>
                  <a href={`#${prefix}${id}`}>{label}</a>
                </li>
              ))}
            </ul>
          </nav>
          <FindingsSection report={report} prefix={prefix} />
          <EndpointsSection report={report} prefix={prefix} />
          <RulesSection report={report} prefix={prefix} />
          <CoverageSection report={report} prefix={prefix} />
          <SourcesSection report={report} prefix={prefix} />
        </>
      )}
    </article>
  );
}
