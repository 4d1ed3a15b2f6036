import type { Finding, Report, RuleResult } from '../report.ts';
import { ruleMeta } from './catalogue.ts';
import { changeLine, changesOf, changeWords } from './comparison.ts';
import { xmlText } from './escape.ts';
import { defineFormat } from './format.ts';
import { referencesOf, worstFirst } from './findings.ts';
import { placeOf } from './words.ts';

/** For CI servers: a test suite a target, a test case a rule. Findings of a baseline do not fail. */
export const junit = defineFormat({
  id: 'junit',
  mediaType: 'application/xml',
  extension: 'xml',
  render: (report) => documentOf([report]),
  renderAll: documentOf,
});

interface Case {
  readonly result: 'failure' | 'error' | 'skipped' | 'passed';
  readonly xml: string;
}

function documentOf(reports: readonly Report[]): string {
  const suites = reports.map((report) => ({ report, cases: casesOf(report) }));
  const all = suites.flatMap(({ cases }) => cases);
  const time = seconds(reports.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="wssure" ${counts(all)} time="${time}">`,
    ...suites.map(({ report, cases }) => suiteXml(report, cases)),
    '</testsuites>\n',
  ].join('\n');
}

function suiteXml(report: Report, cases: readonly Case[]): string {
  // Jenkins' schema wants the time without zone and fraction; it is UTC.
  const timestamp = xmlText(report.startedAt.slice(0, 19));
  return [
    `  <testsuite name="${xmlText(report.target)}" ${counts(cases)} time="${seconds(report.durationMs)}" timestamp="${timestamp}">`,
    ...cases.map(({ xml }) => xml),
    `    <system-out>${xmlText([report.conclusion, ...comparisonLines(report)].join('\n'))}</system-out>`,
    '  </testsuite>',
  ].join('\n');
}

function comparisonLines({ comparison }: Report): string[] {
  if (!comparison) return [];
  const lines = changesOf(comparison).flatMap(({ change, findings }) =>
    findings.map((finding) => `${change}: ${changeLine(finding)}`),
  );
  return [changeWords(comparison), ...lines];
}

function counts(cases: readonly Case[]): string {
  const of = (result: Case['result']) => cases.filter((one) => one.result === result).length;
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function casesOf(report: Report): Case[] {
  const findings = worstFirst(report.findings);
  const ofRules = report.rules.map((rule) =>
    ruleCase(
      rule,
      findings.filter((finding) => finding.rule === rule.id),
      report,
    ),
  );
  if (report.error === undefined) return ofRules;
  const { code, message } = report.error;
  const error = `<error message="${xmlText(message)}" type="${xmlText(code)}"/>`;
  return [{ result: 'error', xml: caseXml('scan', 'The target could be scanned', [error]) }, ...ofRules];
}

function ruleCase(
  { id, outcome, reason = '' }: RuleResult,
  findings: readonly Finding[],
  report: Report,
): Case {
  const title = ruleMeta(id)?.title ?? findings[0]?.title ?? id;
  const failing = findings.filter(({ level, baselined }) => level === 'fail' && !baselined);
  const others = findings.filter((finding) => !failing.includes(finding));
  const output = others.length === 0 ? [] : [`<system-out>${findingsXml(others, report)}</system-out>`];
  if (failing.length > 0) {
    const message = xmlText(failing.map((finding) => finding.message).join(' '));
    const failure = `<failure message="${message}" type="${xmlText(id)}">${findingsXml(failing, report)}</failure>`;
    return { result: 'failure', xml: caseXml(id, title, [failure, ...output]) };
  }
  if (outcome === 'inconclusive' || outcome === 'not-applicable') {
    const skipped = `<skipped message="${xmlText(`${outcome}: ${reason}`)}"/>`;
    return { result: 'skipped', xml: caseXml(id, title, [skipped, ...output]) };
  }
  return { result: 'passed', xml: caseXml(id, title, output) };
}

function caseXml(id: string, title: string, children: readonly string[]): string {
  const open = `    <testcase name="${xmlText(title)}" classname="${xmlText(`wssure.${id}`)}" time="0"`;
  if (children.length === 0) return `${open}/>`;
  return [`${open}>`, ...children.map((child) => `      ${child}`), '    </testcase>'].join('\n');
}

function findingsXml(findings: readonly Finding[], report: Report): string {
  return findings.map((finding) => findingLines(finding, report).map(xmlText).join('\n')).join('\n\n');
}

function findingLines(finding: Finding, report: Report): string[] {
  const places = referencesOf(report, finding.references).map(({ location }) => `  at ${placeOf(location)}`);
  return [
    `${finding.level}${finding.baselined ? ' (in the baseline)' : ''}, ${finding.severity}: ${finding.message}`,
    ...places,
    `Fix: ${finding.remediation.summary}`,
    ...(finding.requirements.length === 0 ? [] : [finding.requirements.join(', ')]),
  ];
}
