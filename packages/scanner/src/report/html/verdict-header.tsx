import type { ShownReport } from './shown-report.ts';
import { coverageOf } from '../coverage.ts';
import { totalsOf } from '../findings.ts';
import { count, durationWords, sentence, verdictWords } from '../words.ts';
import { Mark } from './outcome-label.tsx';

/** The verdict in words, what was scanned, when and with what. */
export function VerdictHeader({ report, prefix }: { report: ShownReport; prefix: string }) {
  const { verdict, conclusion, error, target, page, startedAt, durationMs, tool } = report;
  return (
    <header class="verdict">
      <p class="verdict-word">
        <Mark of={verdict} />
        {verdictWords[verdict]}
      </p>
      <h1 id={`${prefix}verdict`}>{target}</h1>
      <p class="conclusion">{sentence(error?.message ?? conclusion)}</p>
      <dl class="facts">
        {page && page.url !== target && <Fact name="Page after redirects" value={page.url} code />}
        <Fact name="Scanned" value={`${utcMinute(startedAt)}, in ${durationWords(durationMs)}`} />
        <Fact name="Tool" value={`wssure ${tool.version}`} />
      </dl>
      {verdict !== 'error' && <Totals report={report} />}
    </header>
  );
}

function Fact({ name, value, code = false }: { name: string; value: string; code?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{code ? <code>{value}</code> : value}</dd>
    </div>
  );
}

function Totals({ report }: { report: ShownReport }) {
  const { read } = coverageOf(report);
  return (
    <ul class="totals">
      {totalsOf(report).map(({ level, amount, words }) => (
        <li class={amount > 0 ? `total-${level}` : 'total-none'} key={level}>
          {words}
        </li>
      ))}
      <li>{count(report.summary.endpoints, 'endpoint')}</li>
      <li>
        {read.length} of {count(report.sources.length, 'source')} read
      </li>
    </ul>
  );
}

function utcMinute(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
