import type {
  Endpoint,
  Gap,
  PageFacts,
  Reference,
  ScanScope,
  SourceRecord,
  VariantId,
} from '../artifacts.ts';
import type { Evidence, Level, OriginPolicy, Remediation, Severity } from '../report.ts';

/** An endpoint with what `probe/` concluded from its observations. */
export interface JudgedEndpoint extends Endpoint {
  readonly originPolicy: OriginPolicy;
  readonly originPolicyReason: string;
  readonly bypasses: readonly VariantId[];
  /** What `probe/session.ts` concluded from the handshakes with and without the user's credentials. */
  readonly session: 'hijackable' | 'protected' | 'open' | 'undetermined' | 'not-compared';
  readonly sessionReason: string;
}

/** All that rules may look at. A rule is handed only what its `needs` name. */
export interface Facts {
  readonly page: PageFacts | null;
  readonly sources: readonly SourceRecord[];
  readonly references: readonly Reference[];
  readonly endpoints: readonly JudgedEndpoint[];
  readonly gaps: readonly Gap[];
  readonly scope: ScanScope;
}
export type FactName = keyof Facts;

/** A finding before the rule's standing facts (title, requirements, fingerprint …) are added. */
export interface Draft {
  readonly kind: 'finding';
  /** The endpoint's URL, or null for a finding about the page. */
  readonly endpoint: string | null;
  readonly references: readonly string[];
  /** What makes this finding the same one in the next scan, where endpoint or reference URLs do not. */
  readonly identity?: string;
  readonly message: string;
  readonly evidence: Evidence;
  readonly remediation: Remediation;
  /** Only where it departs from the rule's own. */
  readonly level?: Level;
  readonly severity?: Severity;
}

/** Something the rule should have judged and could not: the rule's outcome is then never `pass`. */
export interface Unjudged {
  readonly kind: 'unjudged';
  readonly reason: string;
}

export interface RuleMeta {
  /** Names the failing state; equals the file name and the docs page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly level: Level;
  readonly severity: Severity;
  readonly standards: {
    readonly cwe: readonly number[];
    /** ASVS 5.0 requirement numbers. */
    readonly asvs: readonly string[];
    /** PCI DSS 4.0.1 requirement numbers. */
    readonly pciDss: readonly string[];
  };
  readonly references: readonly string[];
  /** The handshake variants the rule needs: nothing is sent that no enabled rule asks for. */
  readonly probes?: readonly VariantId[];
}

export interface Rule<N extends FactName = FactName> {
  readonly meta: RuleMeta;
  readonly needs: readonly N[];
  /** Whether there is anything to judge; a reason where there is not (outcome `not-applicable`). */
  readonly appliesTo: (facts: Pick<Facts, N>) => true | string;
  readonly assess: (facts: Pick<Facts, N>) => Iterable<Draft | Unjudged>;
}

/** Identity helper: infers what `assess` is handed from `needs`. */
export function defineRule<const N extends FactName>(rule: Rule<N>): Rule<N> {
  return rule;
}
