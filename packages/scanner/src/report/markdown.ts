import type { Comparison, Finding, Remediation, Report } from '../report.ts';
import { changeLine, changeMarks, changesOf, changeWords, type ChangeGroup } from './comparison.ts';
import { missedOf, type Missed } from './coverage.ts';
import { codeBlock, codeSpan, markdownText } from './escape.ts';
import { groupByRule, probesOf, referencesOf, totalsOf, type FindingGroup } from './findings.ts';
import { defineFormat, type RenderContext } from './format.ts';
import { isMasked, proofOf } from './proof.ts';
import { markExpression } from './source-line.ts';
import {
  capitalised,
  count,
  durationWords,
  marks,
  noSocketWords,
  originOf,
  othersWords,
  outcomeOf,
  outcomeWords,
  placeOf,
  stackWords,
  verdictWords,
} from './words.ts';

// A comment on a pull request holds 65,536 characters.
const findingsShown = 20;
const placesShown = 3;
const itemsShown = 10;

/** A summary for a job's page or a comment on a pull request (GitHub Flavored Markdown). */
export const markdown = defineFormat({
  id: 'markdown',
  mediaType: 'text/markdown; charset=utf-8',
  extension: 'md',
  render: (report, context) => `${blocksOf(report, context).join('\n\n')}\n`,
  renderAll: (reports, context) =>
    `${reports.map((report) => blocksOf(report, context).join('\n\n')).join('\n\n---\n\n')}\n`,
});

function blocksOf(report: Report, context: RenderContext): string[] {
  return [
    `## ${marks[report.verdict]} ${verdictWords[report.verdict]} ${codeSpan(report.target)}`,
    markdownText(report.error?.message ?? report.conclusion),
    ...(report.comparison ? comparisonBlocks(report.comparison) : []),
    ...(report.verdict === 'error' ? [] : sections(report)),
    footer(report, context),
  ];
}

function comparisonBlocks(comparison: Comparison): string[] {
  const items = changesOf(comparison).flatMap(changeItems);
  return [`### ${changeWords(comparison)}`, ...(items.length === 0 ? [] : [items.join('\n')])];
}

function changeItems({ change, findings }: ChangeGroup): string[] {
  const hidden = findings.length - itemsShown;
  return [
    ...findings
      .slice(0, itemsShown)
      .map((finding) => `- ${changeMarks[change]} ${change}: ${markdownText(changeLine(finding))}`),
    ...(hidden > 0 ? [`- and ${hidden} more ${change}`] : []),
  ];
}

function sections(report: Report): string[] {
  const groups = groupByRule(report.findings);
  return [
    totalsOf(report)
      .map(({ words }) => words)
      .join(' · '),
    ...(groups.length > 0
      ? ['### Findings', ...groups.flatMap((group) => findingBlocks(group, report))]
      : []),
    '### Endpoints',
    endpointTable(report),
    '### Rules',
    ruleTable(report),
    ...coverageBlocks(report),
  ];
}

function findingBlocks({ worst, rule, findings }: FindingGroup, report: Report): string[] {
  const shown = findings.slice(0, findingsShown);
  const hidden = findings.length - shown.length;
  return [
    `#### ${marks[worst.level]} ${markdownText(worst.title)} (${codeSpan(rule)}, ${worst.severity})`,
    ...shown.flatMap((finding, index) => oneFinding(finding, report, index === 0)),
    ...(hidden > 0 ? [`And ${count(hidden, 'more finding')} of this rule.`] : []),
  ];
}

function oneFinding(finding: Finding, report: Report, withPage: boolean): string[] {
  const references = referencesOf(report, finding.references);
  const hidden = references.length - placesShown;
  const probes = probesOf(report, finding);
  return [
    ...(finding.endpoint === null ? [] : [`**Endpoint** ${codeSpan(finding.endpoint)}`]),
    markdownText(finding.message),
    ...(finding.baselined ? ['Listed in the baseline: does not fail the run.'] : []),
    ...references.slice(0, placesShown).flatMap(({ location, ...reference }) => {
      const { before, marked, after } = markExpression({ location, ...reference });
      const carets = marked === '' ? [] : [' '.repeat(before.length) + '^'.repeat(marked.length)];
      return [codeSpan(placeOf(location)), codeBlock([before + marked + after, ...carets], '')];
    }),
    ...(hidden > 0 ? [`And ${count(hidden, 'more place')}.`] : []),
    ...(probes.length === 0
      ? []
      : [
          table(
            ['Handshake', 'Origin', 'Outcome'],
            probes.map((probe) => [
              codeSpan(probe.variant),
              codeSpan(originOf(probe)),
              codeSpan(outcomeOf(probe)),
            ]),
          ),
        ]),
    ...proofBlocks(finding, withPage),
    ...fixBlocks(finding.remediation),
    ...(finding.requirements.length === 0 ? [] : [finding.requirements.map(codeSpan).join(' · ')]),
  ];
}

/** The page is long and the same for all findings but for their URL: the first of a rule brings it. */
function proofBlocks(finding: Finding, withPage: boolean): string[] {
  const proof = proofOf(finding);
  if (!proof) return [];
  const { request, response, after, curl, page } = proof;
  const heads = [...request, ...(response.length > 0 ? ['', ...response] : []), '', ...after];
  const blanks = curl !== null && isMasked(curl) ? ', with your own values in the place of `***`' : '';
  return [
    ...(request.length === 0 ? [] : ['**The exchange that shows it**', codeBlock(heads, 'http')]),
    ...(curl === null ? [] : [`**See for yourself**${blanks}`, codeBlock([curl], 'sh')]),
    ...(page === null || !withPage
      ? []
      : [
          '**In a browser:** save this as a file, and open it from another website than your own',
          codeBlock(page.trimEnd().split('\n'), 'html'),
        ]),
  ];
}

function fixBlocks(remediation: Remediation): string[] {
  const { summary, title, place, language, code, caveat, alternatives = [] } = remediation;
  const fix = `**Fix:** ${markdownText(summary)}`;
  if (title === undefined || place === undefined || code === undefined) return [fix];
  const others = [...new Set(alternatives.map(({ page }) => page))];
  return [
    fix,
    `${markdownText(`${title} (${stackWords(remediation)}).`)} ${markdownText(place)}`,
    codeBlock(code.trimEnd().split('\n'), /^[a-z]+$/.test(language ?? '') ? (language ?? '') : ''),
    ...(caveat === undefined ? [] : [markdownText(caveat)]),
    ...(others.length === 0
      ? []
      : [`${capitalised(othersWords(remediation))}: ${others.map(codeSpan).join(', ')}`]),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function endpointTable(report: Report): string {
  const { endpoints } = report;
  if (endpoints.length === 0) return `${noSocketWords(report)}.`;
  return table(
    ['Endpoint', 'Library', 'Party', 'Origin policy', 'Why'],
    endpoints.map(({ url, library, party, originPolicy, originPolicyReason }) => [
      codeSpan(url),
      codeSpan(library),
      party,
      originPolicy,
      markdownText(originPolicyReason),
    ]),
  );
}

function ruleTable({ rules }: Report): string {
  return table(
    ['Rule', 'Outcome', 'Why'],
    rules.map(({ id, outcome, reason }) => [
      codeSpan(id),
      `${marks[outcome]} ${outcomeWords[outcome]}`,
      reason === undefined ? '' : markdownText(reason),
    ]),
  );
}

function coverageBlocks(report: Report): string[] {
  const items = missedOf(report).flatMap(missedItems);
  return items.length === 0 ? [] : ['### Not looked at', items.join('\n')];
}

function missedItems({ what, reason, option, items }: Missed): string[] {
  const why = reason === undefined ? '' : `: ${markdownText(reason)}`;
  const how = option === undefined ? '' : ` (${codeSpan(option)} reads it)`;
  const hidden = items.length - itemsShown;
  return [
    `- ${what}${why}${how}`,
    ...items.slice(0, itemsShown).map((item) => `  - ${codeSpan(item)}`),
    ...(hidden > 0 ? [`  - and ${hidden} more`] : []),
  ];
}

function footer({ tool, startedAt, durationMs }: Report, { command }: RenderContext): string {
  const again = command === undefined ? '' : ` · run it again: ${codeSpan(command)}`;
  return `${codeSpan(`wssure ${tool.version}`)} · ${codeSpan(startedAt)} · ${durationWords(durationMs)}${again}`;
}
