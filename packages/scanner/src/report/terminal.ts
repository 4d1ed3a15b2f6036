import picocolors from 'picocolors';
import type { Report } from '../report.ts';
import { coverageOf, coverageRule } from './coverage.ts';
import { visible } from './escape.ts';
import { groupByRule, totalsOf } from './findings.ts';
import { defineFormat, type RenderContext } from './format.ts';
import { comparisonLines } from './terminal/comparison.ts';
import { findingLines } from './terminal/finding.ts';
import { paragraph, type Layout } from './terminal/layout.ts';
import { coverageLines, endpointLines, ruleLines } from './terminal/sections.ts';
import { count, durationWords, marks, verdictWords } from './words.ts';

const narrowest = 30;

/** For people at a terminal: verdict, findings worst first with their lines of source, what was not looked at. */
export const terminal = defineFormat({
  id: 'terminal',
  mediaType: 'text/plain; charset=utf-8',
  extension: 'txt',
  render(report, context) {
    const layout = {
      width: Math.max(narrowest, context.width),
      colors: picocolors.createColors(context.color),
    };
    const blocks =
      report.verdict === 'error' ? [errorLines(report, layout)] : reportBlocks(report, context, layout);
    const again = context.command === undefined || context.quiet ? [] : [againLines(context.command)];
    return [...blocks, ...again].map((lines) => `${lines.join('\n')}\n`).join('\n');
  },
});

function reportBlocks(report: Report, context: RenderContext, layout: Layout): string[][] {
  const told = report.findings.filter(({ rule }) => context.quiet || rule !== coverageRule);
  const code = new Set<string>();
  const findings = groupByRule(told).map((group) => findingLines(group, report, layout, code));
  const changes = report.comparison ? [comparisonLines(report.comparison, layout)] : [];
  if (context.quiet) return [headLines(report, layout), ...changes, ...findings];
  return [
    [...headLines(report, layout), ...countLines(report, layout)],
    ...changes,
    ...findings,
    endpointLines(report, layout),
    ruleLines(report, layout),
    coverageLines(report, layout),
  ].filter((lines) => lines.length > 0);
}

function verdictLine(report: Report, text: string, layout: Layout): string[] {
  const { bold, red, yellow, green } = layout.colors;
  const color = { fail: red, error: red, warn: yellow, pass: green }[report.verdict];
  const head = `${marks[report.verdict]} ${verdictWords[report.verdict]}`;
  return paragraph(`${head}  ${text}`, layout, { rest: 2 }).map((line) =>
    line.startsWith(head) ? bold(color(head)) + bold(line.slice(head.length)) : bold(line),
  );
}

function headLines(report: Report, layout: Layout): string[] {
  return [
    ...verdictLine(report, report.target, layout),
    ...paragraph(report.conclusion, layout, { first: 2 }),
  ];
}

function errorLines(report: Report, layout: Layout): string[] {
  return verdictLine(report, `${report.target}: ${report.error?.message ?? report.conclusion}`, layout);
}

function countLines(report: Report, layout: Layout): string[] {
  const text = [
    ...totalsOf(report).map(({ words }) => words),
    count(report.summary.endpoints, 'endpoint'),
    `${count(coverageOf(report).read.length, 'source')} read`,
    durationWords(report.durationMs),
  ].join(' · ');
  return paragraph(text, layout, { first: 2 }, layout.colors.dim);
}

// Not wrapped: it is there to be copied.
function againLines(command: string): string[] {
  return ['Run it again:', `  ${visible(command)}`];
}
