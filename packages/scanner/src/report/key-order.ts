import type { Reference, SourceRecord } from '../artifacts.ts';
import type { Finding, Report, ReportEndpoint, ReportProbe, RuleResult } from '../report.ts';

type Complete<T, K extends readonly (keyof T)[]> = [Exclude<keyof T, K[number]>] extends [never]
  ? unknown
  : { readonly missing: Exclude<keyof T, K[number]> };

/** A list of keys that does not compile where a key of `T` is missing. */
function keysOf<T>() {
  return <const K extends readonly (keyof T)[]>(keys: K & Complete<T, K>): readonly (keyof T)[] => keys;
}

const reportKeys = keysOf<Report>()([
  'schemaVersion',
  'tool',
  'target',
  'verdict',
  'conclusion',
  'error',
  'startedAt',
  'durationMs',
  'page',
  'sources',
  'references',
  'endpoints',
  'findings',
  'rules',
  'comparison',
  'summary',
]);
const sourceKeys = keysOf<SourceRecord>()([
  'url',
  'kind',
  'line',
  'bytes',
  'sha256',
  'status',
  'reason',
  'option',
  'devServer',
]);
const referenceKeys = keysOf<Reference>()([
  'id',
  'library',
  'role',
  'context',
  'expression',
  'url',
  'unresolved',
  'protocols',
  'location',
  'dialect',
]);
const locationKeys = keysOf<Reference['location']>()(['source', 'line', 'column', 'snippet', 'original']);
const endpointKeys = keysOf<ReportEndpoint>()([
  'url',
  'library',
  'protocols',
  'party',
  'references',
  'originPolicy',
  'originPolicyReason',
  'bypasses',
  'probes',
]);
const probeKeys = keysOf<ReportProbe>()([
  'variant',
  'origin',
  'transport',
  'url',
  'withCredentials',
  'outcome',
  'status',
  'closeCode',
  'closeReason',
  'firstMessage',
  'error',
  'durationMs',
]);
const findingKeys = keysOf<Finding>()([
  'rule',
  'level',
  'severity',
  'title',
  'message',
  'endpoint',
  'references',
  'evidence',
  'remediation',
  'requirements',
  'fingerprint',
  'baselined',
]);
const ruleKeys = keysOf<RuleResult>()(['id', 'outcome', 'reason']);

/** The report with its keys in the contract's order, and none that the contract does not know. */
export function inContractOrder(report: Report): Report {
  return {
    ...pick(report, reportKeys),
    sources: report.sources.map((source) => pick(source, sourceKeys)),
    references: report.references.map((reference) => ({
      ...pick(reference, referenceKeys),
      location: pick(reference.location, locationKeys),
    })),
    endpoints: report.endpoints.map((endpoint) => ({
      ...pick(endpoint, endpointKeys),
      probes: endpoint.probes.map((probe) => pick(probe, probeKeys)),
    })),
    findings: report.findings.map((finding) => pick(finding, findingKeys)),
    rules: report.rules.map((rule) => pick(rule, ruleKeys)),
  };
}

function pick<T extends object>(value: T, keys: readonly (keyof T)[]): T;
function pick(value: object, keys: readonly PropertyKey[]): object {
  const picked: Record<PropertyKey, unknown> = {};
  for (const key of keys) {
    const inner: unknown = Reflect.get(value, key);
    if (inner !== undefined) picked[key] = inner;
  }
  return picked;
}
