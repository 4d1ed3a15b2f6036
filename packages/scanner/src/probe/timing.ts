import { hasSpoken, isWebSocket, silenceAlone, silentAtLeast, type Side } from './sides.ts';
import { treatmentOf } from './treatment.ts';

/**
 * How long connections are watched after the 101, ms. Where one side has spoken or gone, the other gets at least
 * `speech`. Two that stand side by side in silence are watched until the time-out, so that a slow greeting is not
 * missed; one that stands alone, for `silence`.
 */
export const patience = { speech: silentAtLeast, silence: silenceAlone, grace: 200 } as const;

/**
 * How much longer the page's connection and another's must be watched side by side until what they got can be
 * compared, ms; 0 where it can be now, Infinity where an answer must come first (it has its own time-out).
 */
export function pairWaitMs(
  control: Side,
  other: Side,
  timeoutMs: number,
  silence: number = timeoutMs,
): number {
  if (isPending(control) || isPending(other)) return Infinity;
  if (!isWebSocket(control) || !isWebSocket(other)) return 0;
  const watched = Math.min(observed(control), observed(other));
  const wait =
    other.state === 'closed' || other.session === 'refused'
      ? afterRefusal(control, other)
      : whileOpen(control, other, silence);
  return Math.max(0, Math.min(wait, timeoutMs - watched));
}

/**
 * The same, for a first look: where the page's connection has spoken and the other has not, the next questions need
 * not wait until that is certain.
 */
export function firstLookMs(control: Side, other: Side, timeoutMs: number): number {
  const wait = pairWaitMs(control, other, timeoutMs);
  if (wait === Infinity || other.state !== 'open' || hasSpoken(other) || control.said.length === 0)
    return wait;
  const look = Math.max(patience.speech, firstAt(control) + patience.grace) - observed(other);
  return Math.max(0, Math.min(wait, look));
}

/**
 * When a connection that says nothing is late beside one that spoke: a busy server may speak seconds later than it just
 * did, and what takes long does not vary by half of itself.
 */
function overdueMs(spoke: Side): number {
  return Math.max(patience.silence, 1.5 * firstAt(spoke) + patience.grace);
}

/** The other was turned away: does the page's connection fare better? */
function afterRefusal(control: Side, other: Side): number {
  if (control.state === 'closed') return 0;
  // What the other got before may be on its way to the page as well.
  if (other.said.length > 0) return patience.grace - Math.max(0, observed(control) - lastAt(control));
  if (control.said.length > 0) return 0;
  const outlived = 3 * refusedAt(other) + patience.grace;
  return (hasSpoken(control) ? outlived : Math.max(patience.speech, outlived)) - observed(control);
}

function whileOpen(control: Side, other: Side, silence: number): number {
  if (other.said.length > 0) {
    if (treatmentOf(other, control, null).kind === 'same') return 0;
    return patience.speech - (observed(other) - lastAt(other));
  }
  if (control.said.length > 0) return overdueMs(control) - observed(other);
  if (control.state === 'closed')
    return (
      Math.min(3 * observed(control) + patience.grace, observed(control) + patience.speech) - observed(other)
    );
  if (hasSpoken(control) || hasSpoken(other))
    return patience.speech - Math.min(observed(control), observed(other));
  return silence - Math.min(observed(control), observed(other));
}

/** The same for the control asked again, which shows whether the page still gets what it got. */
export function againWaitMs(again: Side, control: Side, other: Side, timeoutMs: number): number {
  if (isPending(again)) return Infinity;
  if (!isWebSocket(again) || !isWebSocket(other) || again.state === 'closed') return 0;
  return Math.max(0, Math.min(againWait(again, control, other, timeoutMs), timeoutMs - observed(again)));
}

function againWait(again: Side, control: Side, other: Side, timeoutMs: number): number {
  const { kind } = treatmentOf(other, control, null);
  if (kind === 'same') return 0;
  if (control.said.length === 0) return 2 * refusedAt(other) + patience.grace - observed(again);
  // A broadcast that came just before the other connected looks like a greeting: wait for the next one.
  if (again.said.length === 0) return kind === 'silent' ? timeoutMs : overdueMs(control) - observed(again);
  // What is neither the page's nor a refusal, also beside the page's second greeting, may be the prelude to either.
  if (treatmentOf(other, control, again).kind === 'unclear')
    return patience.silence - (observed(other) - lastAt(other));
  return kind === 'silent' ? patience.grace + firstAt(again) - observed(again) : 0;
}

/** How much longer a connection must be watched by itself, to be compared with others that come before or after. */
export function aloneWaitMs(side: Side, before: Side | null, timeoutMs: number): number {
  if (isPending(side)) return Infinity;
  if (side.state !== 'open') return 0;
  const need = side.said.length > 0 ? lastAt(side) + patience.grace : aloneNeed(before);
  return Math.max(0, Math.min(need, timeoutMs) - observed(side));
}

function aloneNeed(before: Side | null): number {
  if (!before || before.state === 'closed') return patience.silence;
  return before.said.length > 0 ? overdueMs(before) : patience.silence;
}

function isPending({ state, seen }: Side): boolean {
  return state === 'unreachable' && seen.error === null;
}

/** How long a silent connection must stand to have fared better than one that was turned away, ms. */
export function outlivingMs(refused: Side): number {
  return Math.max(patience.speech, 2 * refusedAt(refused) + patience.grace);
}

/** When the other was turned away: the close, or the library's refusal. */
function refusedAt({ state, seen }: Side): number {
  return state === 'closed' ? seen.observedMs : (seen.messages.at(-1)?.atMs ?? 0);
}

function observed({ seen }: Side): number {
  return seen.observedMs;
}

function firstAt({ said }: Side): number {
  return said[0]?.atMs ?? 0;
}

function lastAt({ said }: Side): number {
  return said.at(-1)?.atMs ?? 0;
}
