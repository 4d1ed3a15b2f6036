import type { Reference } from '../../artifacts.ts';
import type { Finding, Report } from '../../report.ts';
import { visible, visibleSource } from '../escape.ts';
import { referencesOf } from '../findings.ts';
import { artifactUri } from './artifacts.ts';
import { messageOf } from './message.ts';
import { sarifLevels, securitySeverities } from './rule.ts';

/** A `result` (section 3.27): where the finding is, what identifies it in the next scan, and its facts. */
export function resultOf(finding: Finding, report: Report, ruleIndex: number) {
  const references = referencesOf(report, finding.references);
  const originals = references.flatMap(({ location: { original } }) => (original ? [original] : []));
  return {
    ruleId: visible(finding.rule),
    ruleIndex,
    level: sarifLevels[finding.level],
    message: messageOf(`${finding.message} Fix: ${finding.remediation.summary}`),
    locations: references.length > 0 ? references.map(referenceLocation) : [pageLocation(finding, report)],
    ...(originals.length === 0 ? {} : { relatedLocations: originals.map(originalLocation) }),
    ...baselineState(finding, report),
    partialFingerprints: { 'wssure/v1': visible(finding.fingerprint) },
    ...(finding.baselined
      ? { suppressions: [{ kind: 'external', justification: 'listed in the baseline' }] }
      : {}),
    properties: {
      severity: finding.severity,
      'security-severity': securitySeverities[finding.severity],
      endpoint: finding.endpoint,
      requirements: finding.requirements,
      evidence: finding.evidence,
    },
  };
}

/** Section 3.27.24, where an earlier scan was compared; notes are not. */
function baselineState({ fingerprint }: Finding, { comparison }: Report) {
  if (comparison?.new.some((one) => one.fingerprint === fingerprint)) return { baselineState: 'new' };
  if (comparison?.unchanged.some((one) => one.fingerprint === fingerprint))
    return { baselineState: 'unchanged' };
  return {};
}

function referenceLocation({ location, url }: Reference) {
  const { source, line, column, snippet } = location;
  return {
    physicalLocation: {
      artifactLocation: { uri: artifactUri(source) },
      region: { startLine: line, startColumn: column, snippet: { text: visibleSource(snippet) } },
    },
    logicalLocations: logicalLocations(source, url),
  };
}

/** The URLs in full: the physical location has no scheme. */
function logicalLocations(...urls: readonly (string | null)[]) {
  return [...new Set(urls)].flatMap((url) =>
    url === null ? [] : [{ fullyQualifiedName: visible(url), kind: 'resource' }],
  );
}

/** Services want a place for every result: that of a finding without one is the page. */
function pageLocation({ endpoint }: Finding, { page, target }: Report) {
  const url = page?.url ?? target;
  return {
    physicalLocation: { artifactLocation: { uri: artifactUri(url) }, region: { startLine: 1 } },
    logicalLocations: logicalLocations(url, endpoint),
  };
}

function originalLocation(
  { source, line, column }: NonNullable<Reference['location']['original']>,
  index: number,
) {
  return {
    id: index + 1,
    message: { text: 'in the original source, by the source map' },
    physicalLocation: {
      artifactLocation: { uri: artifactUri(source) },
      region: { startLine: line, startColumn: column },
    },
  };
}
