import type { Report, ReportEndpoint, RuleOutcome } from '../../report.ts';
import { coverageRule, missedOf, type Missed } from '../coverage.ts';
import { groupBy } from '../group-by.ts';
import { noSocketWords, outcomeWords, policyWords } from '../words.ts';
import { labelled, paragraph, type Layout } from './layout.ts';

const itemsShown = 5;
const labelColumn = 18;

export function endpointLines(report: Report, layout: Layout): string[] {
  const { bold } = layout.colors;
  if (report.endpoints.length === 0)
    return [bold('Endpoints'), ...paragraph(noSocketWords(report), layout, { first: 2 })];
  return [bold('Endpoints'), ...report.endpoints.flatMap((endpoint) => oneEndpoint(endpoint, layout))];
}

function oneEndpoint(endpoint: ReportEndpoint, layout: Layout): string[] {
  const { library, party, originPolicy, originPolicyReason } = endpoint;
  const facts = `${library} · ${party} party · Origin policy ${originPolicy}: ${policyWords[originPolicy]}`;
  return [
    ...paragraph(endpoint.url, layout, { first: 2, rest: 4 }),
    ...paragraph(facts, layout, { first: 4 }, layout.colors.dim),
    ...paragraph(originPolicyReason, layout, { first: 4 }, layout.colors.dim),
  ];
}

/** Every rule that found nothing, under what became of it: never `passed` for what was not looked at. */
export function ruleLines(report: Report, layout: Layout): string[] {
  const { bold, green, yellow, dim } = layout.colors;
  const withOutcome = (outcome: RuleOutcome) => report.rules.filter((rule) => rule.outcome === outcome);
  const row = (outcome: RuleOutcome, text: string, style: typeof green) =>
    labelled(outcomeWords[outcome], text, layout, labelColumn, style);
  // One cause often stops many rules: it is told once.
  const rows = (outcome: RuleOutcome, style: typeof green) =>
    Array.from(
      groupBy(withOutcome(outcome), ({ reason = '' }) => reason),
      ([reason, rules]) => row(outcome, `${rules.map(({ id }) => id).join(', ')}: ${reason}`, style),
    ).flat();
  const passed = withOutcome('pass').map(({ id }) => id);
  const lines = [
    ...(passed.length > 0 ? row('pass', passed.join(', '), green) : []),
    ...rows('inconclusive', yellow),
    ...rows('not-applicable', dim),
  ];
  return lines.length === 0 ? [] : [bold('Rules'), ...lines];
}

/** What the verdict does not rest on: what `coverage-limited` says, and the lists behind it. */
export function coverageLines(report: Report, layout: Layout): string[] {
  const told = report.findings.filter(({ rule }) => rule === coverageRule);
  const lists = missedOf(report).filter(({ items }) => items.length > (told.length > 0 ? 1 : 0));
  const lines = [
    ...told.flatMap(({ message, remediation }) =>
      paragraph(`${message} ${remediation.summary}`, layout, { first: 2, rest: 4 }),
    ),
    ...lists.flatMap((missed) => missedLines(missed, layout)),
  ];
  return lines.length === 0 ? [] : [layout.colors.bold('Not looked at'), ...lines];
}

function missedLines({ what, reason, option, items }: Missed, layout: Layout): string[] {
  const why = reason === undefined ? '' : `: ${reason}`;
  const how = option === undefined ? '' : ` (${option} reads it)`;
  const shown = items.slice(0, itemsShown);
  const hidden = items.length - shown.length;
  return [
    ...paragraph(what + why + how, layout, { first: 2, rest: 4 }),
    ...shown.flatMap((item) => paragraph(item, layout, { first: 4, rest: 6 }, layout.colors.dim)),
    ...(hidden > 0 ? [`    and ${hidden} more`] : []),
  ];
}
