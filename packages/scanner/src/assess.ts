import type { Artifacts, Endpoint, Observation } from './artifacts.ts';
import { conclusionOf, verdictOf } from './conclusion.ts';
import { fingerprint } from './fingerprint.ts';
import { judgeTransports } from './probe/transport-policy.ts';
import { judgeAnonymous } from './probe/anonymous.ts';
import { proofOf } from './proof/proof.ts';
import { judgeSession } from './probe/session.ts';
import { chooseRecipe, type Choice } from './remedies/choose.ts';
import type {
  Finding,
  Level,
  Remediation,
  Report,
  ReportEndpoint,
  ReportProbe,
  RuleOutcome,
  RuleResult,
  Severity,
} from './report.ts';
import { devServerFix, devServerOf } from './rules/dev-server-sockets.ts';
import { rules } from './rules/list.ts';
import type { Draft, FactName, Facts, JudgedEndpoint, Rule, RuleMeta, Unjudged } from './rules/rule.ts';
import { createMasker, maskDeep, type Masker } from './secrets.ts';

export interface AssessOptions {
  /** Leave token-like values and cookies as they are. */
  readonly showSecrets?: boolean;
  /** Literal secrets to mask wherever they stand (`secretsOf` the user's headers and cookies). */
  readonly secrets?: readonly string[];
}

/**
 * Judges what was gathered: Origin policies, then every rule, then the report. Pure: the same artifacts give
 * the same report, with or without a network.
 */
export function assess(artifacts: Artifacts, options: AssessOptions = {}): Report {
  const endpoints = artifacts.endpoints.map(judged);
  const facts: Facts = {
    page: artifacts.page,
    sources: artifacts.sources,
    references: artifacts.references,
    endpoints,
    gaps: artifacts.gaps,
    scope: artifacts.scope,
    startedAt: artifacts.startedAt,
  };
  const masker = createMasker(options.secrets);
  const verdicts = rules.map((rule) => run(rule, facts, artifacts.error !== undefined));
  const proving = {
    artifacts,
    mask: <T>(value: T): T => (options.showSecrets ? value : maskDeep(value, masker)),
  };
  const findings = verdicts
    .flatMap(({ meta, drafts }) =>
      drafts.map((draft) => finish(meta, withProof(draft, proving), facts, masker)),
    )
    .toSorted(worstFirst);
  const report = compose(
    artifacts,
    endpoints,
    findings,
    verdicts.map(({ result }) => result),
  );
  return options.showSecrets ? report : maskDeep(report, masker);
}

function judged(endpoint: Endpoint): JudgedEndpoint {
  return {
    ...endpoint,
    ...judgeTransports(endpoint),
    ...judgeSession(endpoint),
    ...judgeAnonymous(endpoint),
  };
}

// ---------------------------------------------------------------- rules

interface RuleVerdict {
  readonly meta: RuleMeta;
  readonly result: RuleResult;
  readonly drafts: readonly Draft[];
}

function run(rule: Rule, facts: Facts, unscanned: boolean): RuleVerdict {
  const { meta } = rule;
  if (unscanned) return without(meta, 'inconclusive', 'the target could not be scanned');
  const needed = only(rule.needs, facts);
  try {
    const applies = rule.appliesTo(needed);
    if (applies !== true) return without(meta, 'not-applicable', applies);
    return outcomeOf(meta, [...rule.assess(needed)]);
  } catch (error) {
    // One rule that trips over hostile data must cost neither the others nor a false pass.
    return without(
      meta,
      'inconclusive',
      `the rule failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The facts that a rule declared and no others, so that `needs` is the truth. */
function only<N extends FactName>(names: readonly N[], facts: Facts): Pick<Facts, N>;
function only(names: readonly FactName[], facts: Facts): Partial<Facts> {
  return Object.fromEntries(names.map((name) => [name, facts[name]]));
}

function without(meta: RuleMeta, outcome: RuleOutcome, reason: string): RuleVerdict {
  return { meta, result: { id: meta.id, outcome, reason }, drafts: [] };
}

function outcomeOf(meta: RuleMeta, yielded: readonly (Draft | Unjudged)[]): RuleVerdict {
  const drafts = yielded.filter((one) => one.kind === 'finding');
  const unjudged = yielded.filter((one) => one.kind === 'unjudged');
  const levels = new Set(drafts.map(({ level }) => level ?? meta.level));
  const level = levelOrder.find((candidate) => levels.has(candidate));
  const reason = unjudged.map((one) => one.reason.replace(/\.$/, '')).join('; ');
  if (level)
    return { meta, result: { id: meta.id, outcome: level, ...(reason !== '' && { reason }) }, drafts };
  if (unjudged.length === 0) return { meta, result: { id: meta.id, outcome: 'pass' }, drafts };
  return without(meta, 'inconclusive', reason);
}

// ---------------------------------------------------------------- findings

const levelOrder: readonly Level[] = ['fail', 'warn', 'note'];
const severityOrder: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

function finish(meta: RuleMeta, draft: Draft, facts: Facts, masker: Masker): Finding {
  return {
    rule: meta.id,
    level: draft.level ?? meta.level,
    severity: draft.severity ?? meta.severity,
    title: meta.title,
    message: draft.message,
    endpoint: draft.endpoint,
    references: draft.references,
    evidence: draft.evidence,
    remediation: { ...draft.remediation, ...bySoftware(meta.id, draft, facts) },
    requirements: requirementsOf(meta),
    fingerprint: fingerprint(
      meta.id,
      draft.endpoint === null ? null : masker(draft.endpoint),
      draft.identity === undefined ? null : masker(draft.identity),
    ),
  };
}

/** The fix for the software that answered: code for a stack, or what to do with a build tool; none about the page. */
function bySoftware(
  rule: string,
  draft: Draft,
  { endpoints, page, sources, references }: Facts,
): Choice | Remediation | null {
  const endpoint = endpoints.find(({ url }) => url === draft.endpoint);
  if (!endpoint) return null;
  const recognised = devServerOf(endpoint, references);
  if (!recognised) return chooseRecipe(rule, { endpoint, page, sources });
  const summary = devServerFix(recognised.server, rule);
  return summary === null ? null : { summary };
}

/** Masks headers while they are still pairs: in a line of text a credential is harder to tell. */
function withProof(
  draft: Draft,
  { artifacts, mask }: { artifacts: Artifacts; mask: <T>(value: T) => T },
): Draft {
  const endpoint = artifacts.endpoints.find(({ url }) => url === draft.endpoint);
  if (!draft.proof || !endpoint) return draft;
  const proof = proofOf(draft.proof, { endpoint, scope: artifacts.scope, mask });
  return { ...draft, evidence: { ...draft.evidence, proof } };
}

/** `PCI DSS 4.0.1 6.2.4`, `CWE-1385`, `ASVS 5.0 4.4.2`. */
function requirementsOf({ standards }: RuleMeta): string[] {
  return [
    ...standards.pciDss.map((number) => `PCI DSS 4.0.1 ${number}`),
    ...standards.cwe.map((number) => `CWE-${number}`),
    ...standards.asvs.map((number) => `ASVS 5.0 ${number}`),
  ];
}

/** By level, then severity; the sort is stable, so within them the order of the rules and of the page holds. */
function worstFirst(a: Finding, b: Finding): number {
  return (
    levelOrder.indexOf(a.level) - levelOrder.indexOf(b.level) ||
    severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity)
  );
}

// ---------------------------------------------------------------- the report

function compose(
  artifacts: Artifacts,
  endpoints: readonly JudgedEndpoint[],
  findings: readonly Finding[],
  results: readonly RuleResult[],
): Report {
  const { page, sources, references, error } = artifacts;
  const body = {
    ...(error && { error }),
    sources,
    references,
    endpoints: endpoints.map(reportEndpoint),
    findings,
    rules: results,
  };
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  return {
    schemaVersion: 1,
    tool: artifacts.tool,
    target: artifacts.target,
    verdict: verdictOf(body),
    conclusion: conclusionOf(body),
    startedAt: artifacts.startedAt,
    durationMs: artifacts.durationMs,
    page: page && { url: page.url, status: page.status },
    ...body,
    summary: {
      fail: count('fail'),
      warn: count('warn'),
      note: count('note'),
      endpoints: endpoints.length,
      references: references.length,
    },
  };
}

function reportEndpoint(endpoint: JudgedEndpoint): ReportEndpoint {
  const {
    url,
    library,
    protocols,
    party,
    references,
    originPolicy,
    originPolicyReason,
    bypasses,
    observations,
    http2 = [],
    plaintext = [],
    credentials = [],
  } = endpoint;
  return {
    url,
    library,
    protocols,
    party,
    references,
    originPolicy,
    originPolicyReason,
    bypasses,
    probes: [
      ...[...observations, ...http2, ...plaintext].map((seen) => reportProbe(seen)),
      ...credentials.map((seen) => reportProbe(seen, { withCredentials: seen.withCredentials })),
    ],
  };
}

function reportProbe(seen: Observation, told: Pick<ReportProbe, 'withCredentials'> = {}): ReportProbe {
  return {
    variant: seen.variant,
    origin: seen.origin,
    transport: seen.transport,
    ...(seen.url !== undefined && { url: seen.url }),
    outcome: seen.outcome,
    status: seen.status,
    closeCode: seen.closeCode,
    closeReason: seen.closeReason,
    firstMessage: seen.messages[0]?.data ?? null,
    error: seen.error?.message ?? null,
    durationMs: seen.durationMs,
    ...told,
  };
}
