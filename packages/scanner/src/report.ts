/** The report: what a scan says to people and programs (schema/report.schema.json is its JSON Schema). */
import type {
  LibraryId,
  Party,
  ProbeOutcome,
  Reference,
  ScanError,
  SourceRecord,
  VariantId,
} from './artifacts.ts';

export type Level = 'fail' | 'warn' | 'note';
export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Verdict = 'fail' | 'warn' | 'pass' | 'error';
export type OriginPolicy = 'enforced' | 'token-gated' | 'missing' | 'weak' | 'undetermined' | 'not-probed';
export type RuleOutcome = Level | 'pass' | 'not-applicable' | 'inconclusive';

export interface ReportProbe {
  readonly variant: VariantId;
  readonly origin: string | null;
  readonly transport: 'http/1.1' | 'h2';
  readonly url?: string;
  /** Only where handshakes with and without the user's credentials are compared. */
  readonly withCredentials?: boolean;
  readonly outcome: ProbeOutcome;
  readonly status: number | null;
  readonly closeCode: number | null;
  readonly closeReason: string | null;
  readonly firstMessage: string | null;
  readonly error: string | null;
  readonly durationMs: number;
}

export interface ReportEndpoint {
  readonly url: string;
  readonly library: LibraryId;
  readonly protocols: readonly string[];
  readonly party: Party;
  readonly references: readonly string[];
  readonly originPolicy: OriginPolicy;
  readonly originPolicyReason: string;
  readonly bypasses: readonly VariantId[];
  readonly probes: readonly ReportProbe[];
}

/** A fix as code for one server stack, filled in for the scanned site. */
export interface ReportRecipe {
  /** The id of the recipe in `remedies/`. */
  readonly recipe: string;
  /** The software that it is for. */
  readonly stack: string;
  readonly title: string;
  /** What the code takes the place of. */
  readonly place: string;
  /** The name after a Markdown fence: `js`, `nginx` … */
  readonly language: string;
  readonly code: string;
  /** The stack's page, from the top of wssure's repository. */
  readonly page: string;
}

export interface Remediation extends Partial<ReportRecipe> {
  readonly summary: string;
  /** With a recipe: true where the stack did not name itself. */
  readonly guess?: boolean;
  /** With a recipe: what the stack was recognised by, or that nothing told it. */
  readonly because?: string;
  /** With a recipe that checks the Origin: what it leaves open. */
  readonly caveat?: string;
  /** With a recipe: those of the other stacks that what was seen speaks for. */
  readonly alternatives?: readonly ReportRecipe[];
}

/** JSON-serialisable facts behind a finding. */
export type Evidence = { readonly [key: string]: EvidenceValue };
export type EvidenceValue = string | number | boolean | null | readonly EvidenceValue[] | Evidence;

export interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  /** Null where the finding is about the page and not about one endpoint. */
  readonly endpoint: string | null;
  readonly references: readonly string[];
  readonly evidence: Evidence;
  readonly remediation: Remediation;
  readonly requirements: readonly string[];
  readonly fingerprint: string;
  /** True where a baseline lists this finding: it is shown and does not fail the run. */
  readonly baselined?: boolean;
}

/** One finding in a comparison. */
export type ComparedFinding = Pick<
  Finding,
  'fingerprint' | 'rule' | 'level' | 'severity' | 'title' | 'endpoint'
>;

/** What became of the findings of an earlier scan of the same target that failed or warned. */
export interface Comparison {
  /** When the earlier scan began. */
  readonly since: string;
  readonly fixed: readonly ComparedFinding[];
  readonly new: readonly ComparedFinding[];
  readonly unchanged: readonly ComparedFinding[];
  /** What may be there still, because this scan did not look; `reason` says why. */
  readonly notLookedAt: readonly (ComparedFinding & { readonly reason: string })[];
}

export interface RuleResult {
  readonly id: string;
  readonly outcome: RuleOutcome;
  /** Why, where the outcome is `inconclusive` or `not-applicable`; with findings, what was not judged beside them. */
  readonly reason?: string;
}

export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'wssure'; readonly version: string };
  readonly target: string;
  readonly verdict: Verdict;
  /** The verdict in one sentence. */
  readonly conclusion: string;
  /** Set where the verdict is `error`. */
  readonly error?: ScanError;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly page: { readonly url: string; readonly status: number } | null;
  readonly sources: readonly SourceRecord[];
  readonly references: readonly Reference[];
  readonly endpoints: readonly ReportEndpoint[];
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleResult[];
  /** Set by `--compare`. */
  readonly comparison?: Comparison;
  readonly summary: {
    readonly fail: number;
    readonly warn: number;
    readonly note: number;
    readonly endpoints: number;
    readonly references: number;
  };
}
