import { coverageOf } from '../coverage.ts';
import { totalsOf } from '../findings.ts';
import { count, durationWords, marks, sentence, utcMinute, verdictWords } from '../words.ts';
import { RuleStrip } from './rule-strip.tsx';
import type { ShownReport } from './shown-report.ts';

interface Props {
  readonly report: ShownReport;
  readonly prefix: string;
  readonly linkOf: (id: string, index: number) => string;
}

/** The verdict in words, every rule as a mark, what was scanned, when and with what. */
export function VerdictHeader({ report, prefix, linkOf }: Props) {
  const { verdict, conclusion, error, target, page, startedAt, durationMs, tool } = report;
  return (
    <header class={`verdict verdict-${verdict}`}>
      <p class="verdict-word">
        <span class="seal" aria-hidden="true">
          {marks[verdict]}
        </span>
        {verdictWords[verdict]}
      </p>
      <h1 id={`${prefix}verdict`}>{target}</h1>
      <p class="conclusion">{sentence(error?.message ?? conclusion)}</p>
      {verdict !== 'error' && (
        <>
          <Totals report={report} />
          <RuleStrip rules={report.rules} linkOf={linkOf} />
        </>
      )}
      <dl class="facts">
        {page && page.url !== target && <Fact name="Page after redirects" value={page.url} code />}
        <Fact name="Scanned" value={`${utcMinute(startedAt)}, in ${durationWords(durationMs)}`} />
        <Fact name="Tool" value={`wssure ${tool.version}`} />
      </dl>
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
