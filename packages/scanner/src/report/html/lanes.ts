import type { VariantId } from '../../artifacts.ts';
import type { ReportEndpoint, ReportProbe } from '../../report.ts';

/**
 * Own: the page itself. Good: a foreign Origin was turned away. Bad: it got through where it should not. Plain:
 * neither.
 */
export type Tone = 'own' | 'good' | 'bad' | 'plain';

interface Lane {
  readonly probe: ReportProbe;
  readonly tone: Tone;
}

interface Lanes {
  /** Drawn each for itself. */
  readonly shown: readonly Lane[];
  /** How many more Origins were turned away. */
  readonly turnedAway: number;
  /** How many others the table alone tells of. */
  readonly hidden: number;
}

const lanesShown = 8;

/** What no browser sends, asks again, or is about something else than the Origin: the table tells of it. */
const notDrawn: ReadonlySet<VariantId> = new Set(['control-again', 'absent', 'plaintext']);

/** What is drawn of the handshakes with an endpoint: the page's own, the foreign one, and whatever got through. */
export function lanesOf(endpoint: ReportEndpoint): Lanes {
  const all = endpoint.probes
    .filter(({ variant, withCredentials }) => !notDrawn.has(variant) && withCredentials === undefined)
    .map((probe) => ({ probe, tone: toneOf(probe, endpoint) }));
  const turnedAway = all.filter(({ probe, tone }) => tone === 'good' && probe.variant !== 'foreign');
  const rest = all.filter((lane) => !turnedAway.includes(lane));
  return {
    shown: rest.slice(0, lanesShown),
    turnedAway: turnedAway.length,
    hidden: Math.max(0, rest.length - lanesShown),
  };
}

function toneOf({ variant, outcome }: ReportProbe, { originPolicy, party }: ReportEndpoint): Tone {
  if (variant === 'control') return outcome === 'accepted' ? 'own' : 'plain';
  if (outcome === 'rejected' || outcome === 'closed') return 'good';
  const judged = party === 'first' && (originPolicy === 'missing' || originPolicy === 'weak');
  return outcome === 'accepted' && judged ? 'bad' : 'plain';
}
