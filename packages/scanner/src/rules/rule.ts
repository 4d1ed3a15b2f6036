import type {
  Endpoint,
  FallbackObservation,
  Gap,
  Observation,
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
  /** Over which transport a foreign Origin gets in; HTTP/1.1 where nothing is said. */
  readonly openTransport?: Observation['transport'];
  /** What `probe/session.ts` concluded from the handshakes with and without the user's credentials. */
  readonly session: 'hijackable' | 'protected' | 'open' | 'undetermined' | 'not-compared';
  readonly sessionReason: string;
  /** What `probe/anonymous.ts` concluded from the handshakes without any credential. */
  readonly anonymous: 'speaks' | 'grants' | 'nothing' | 'not-asked';
}

/** All that rules may look at. A rule is handed only what its `needs` name. */
export interface Facts {
  readonly page: PageFacts | null;
  readonly sources: readonly SourceRecord[];
  readonly references: readonly Reference[];
  readonly endpoints: readonly JudgedEndpoint[];
  readonly gaps: readonly Gap[];
  readonly scope: ScanScope;
  /** When the scan began, ISO 8601 UTC: the present of everything that has a date. */
  readonly startedAt: string;
}
export type FactName = keyof Facts;

/** What shows a finding: an observation, or a question about TLS, which has no head to show. */
export type ProofSource =
  | {
      readonly handshake: Observation;
      /** Whether a page of another origin shows it too, to any visitor or to one who is logged in. */
      readonly page?: 'visitor' | 'session';
    }
  | { readonly request: FallbackObservation }
  | { readonly tls: TlsQuestion };

/** A handshake of TLS alone. */
export interface TlsQuestion {
  /** The `wss:` URL whose host and port are asked. */
  readonly url: string;
  /** Nothing but this is offered; whatever a client offers where it is not said. */
  readonly version?: 'TLSv1' | 'TLSv1.1';
}

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
  /** What shows it; made into `evidence.proof`. */
  readonly proof?: ProofSource;
  /** Only where it departs from the rule's own. */
  readonly level?: Level;
  readonly severity?: Severity;
}

/** Something the rule should have judged and could not: the rule's outcome is then never `pass`. */
export interface Unjudged {
  readonly kind: 'unjudged';
  readonly reason: string;
}

/** What can be looked at besides handshakes over HTTP/1.1, by the part of an endpoint that tells of it. */
export type TransportQuestion = 'http2' | 'plaintext' | 'fallbacks' | 'tlsVersions';

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
  /** The same for first-party endpoints at full depth. */
  readonly transports?: readonly TransportQuestion[];
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
