import type { Report } from '../report.ts';
import { jsonText, visible } from './escape.ts';
import { worstFirst } from './findings.ts';
import { defineFormat, type RenderContext } from './format.ts';
import { artifactsOf } from './sarif/artifacts.ts';
import { messageOf } from './sarif/message.ts';
import { resultOf } from './sarif/result.ts';
import { descriptorOf } from './sarif/rule.ts';

/** SARIF 2.1.0 (OASIS standard), as code scanning services take it: one run for each target. */
export const sarif = defineFormat({
  id: 'sarif',
  mediaType: 'application/sarif+json',
  extension: 'sarif',
  render: (report, context) => documentOf([report], context),
  renderAll: documentOf,
});

function documentOf(reports: readonly Report[], context: RenderContext): string {
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: reports.map((report) => runOf(report, context)),
  };
  return `${jsonText(log, 2)}\n`;
}

function runOf(report: Report, context: RenderContext) {
  const ruleIds = [
    ...new Set([...report.rules.map(({ id }) => id), ...report.findings.map(({ rule }) => rule)]),
  ];
  const ruleIndexes = new Map(ruleIds.map((id, index) => [id, index]));
  return {
    tool: {
      driver: {
        name: 'wssure',
        version: visible(report.tool.version),
        informationUri: 'https://www.npmjs.com/package/wssure',
        rules: ruleIds.map((id) => descriptorOf(id, report)),
      },
    },
    // Distinct for each target: services keep one run of a tool for each id.
    automationDetails: { id: `wssure/${visible(report.target)}/` },
    columnKind: 'utf16CodeUnits',
    invocations: [invocationOf(report, context)],
    artifacts: artifactsOf(report),
    results: worstFirst(report.findings).map((finding) =>
      resultOf(finding, report, ruleIndexes.get(finding.rule) ?? -1),
    ),
    properties: {
      verdict: report.verdict,
      conclusion: visible(report.conclusion),
      summary: report.summary,
      ...(report.comparison && { comparison: report.comparison }),
    },
  };
}

function invocationOf(report: Report, { command }: RenderContext) {
  return {
    executionSuccessful: report.verdict !== 'error',
    startTimeUtc: report.startedAt,
    endTimeUtc: endOf(report),
    ...(command === undefined ? {} : { commandLine: visible(command) }),
    toolExecutionNotifications: [...errorNotification(report), ...unjudgedNotifications(report)],
  };
}

function endOf({ startedAt, durationMs }: Report): string {
  return new Date(Date.parse(startedAt) + durationMs).toISOString();
}

function errorNotification({ error }: Report) {
  if (error === undefined) return [];
  return [{ level: 'error', descriptor: { id: visible(error.code) }, message: messageOf(error.message) }];
}

/** A rule that could not judge must not look like one that passed. */
function unjudgedNotifications({ rules, error }: Report) {
  if (error !== undefined) return [];
  return rules
    .filter(({ outcome }) => outcome === 'inconclusive')
    .map(({ id, reason = 'no reason was given' }) => ({
      level: 'warning',
      associatedRule: { id: visible(id) },
      message: messageOf(`${id} is inconclusive: ${reason}`),
    }));
}
