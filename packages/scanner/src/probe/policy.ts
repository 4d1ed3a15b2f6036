import type { Endpoint, Observation, VariantId } from '../artifacts.ts';
import { closedInTrouble } from '../close-codes.ts';
import type { OriginPolicy } from '../report.ts';
import { bypassesOf, variantNames } from './bypasses.ts';
import { saysNo } from './compare.ts';
import { isCutOff, isDoubtful, isPatientlySilent, isWebSocket, sideOf, type Side } from './sides.ts';
import { treatmentOf, type Treatment } from './treatment.ts';
import { answerOf, closeOf, sentence } from './words.ts';

/** What an endpoint does with an Origin, and why that may be said. */
export interface OriginJudgement {
  readonly originPolicy: OriginPolicy;
  /** One sentence: what was compared with what. */
  readonly originPolicyReason: string;
  /** Variants that got through, where weak. */
  readonly bypasses: readonly VariantId[];
}

/**
 * Judges an endpoint's Origin policy from what its probes saw: what the foreign Origin got is compared with what
 * the page's own Origin got before and after. Where the comparison does not hold, the policy is `undetermined`:
 * neither "validates" nor "does not" is ever a guess. Pure. Source: RFC 6455 sections 4.2.2 and 10.2; the contract's
 * "What an Origin policy means".
 */
export function judgeOrigin(endpoint: Endpoint): OriginJudgement {
  if (endpoint.observations.length === 0) {
    return judgement('not-probed', endpoint.notProbed?.reason ?? 'no handshake was made');
  }
  const round = lastRound(endpoint.observations);
  const sides = round.map((seen) => sideOf(seen, endpoint));
  const control = sides.find(({ seen }) => seen.variant === 'control');
  if (!control)
    return judgement('undetermined', "no handshake with the page's own Origin was made to compare with");
  const repeated = sides.findLast(({ seen }) => seen.variant === 'control-again') ?? null;
  const foreign = withoutLimits(sides.filter(({ seen }) => seen.variant === 'foreign'));
  const again = repeated && !isAnswered(repeated, foreign) ? null : repeated;
  const earlier = endpoint.observations.slice(0, -round.length).map((seen) => sideOf(seen, endpoint));
  const judged = judgeSides({ control, again, foreign, earlier });
  if (judged.originPolicy === 'missing') return gateOf([...earlier, ...sides], control, again) ?? judged;
  return judged.originPolicy === 'enforced'
    ? lookedThrough(judged, [...earlier, ...sides], control, again)
    : judged;
}

/** A limit on requests that steps in after a refusal says nothing of the Origin. */
function withoutLimits(foreign: readonly Side[]): readonly Side[] {
  return foreign.some(isRefusedOutright) ? foreign.filter((side) => !isLimited(side)) : foreign;
}

/** Whether the control, asked again, tells anything of the Origin: not where the time was over, or a limit stepped in. */
function isAnswered(again: Side, foreign: readonly Side[]): boolean {
  if (isWebSocket(again)) return true;
  return !isCutOff(again) && !(isLimited(again) && !foreign.some(isLimited));
}

/** Turned away for the number of requests. Source: RFC 6585 section 4, RFC 9110 section 15.6.4. */
function isLimited({ state, seen }: Side): boolean {
  return state === 'refused' && (seen.status === 429 || seen.status === 503);
}

/** Any Origin gets in: only with a secret that a foreign page does not know? */
function gateOf(sides: readonly Side[], control: Side, again: Side | null): OriginJudgement | null {
  const without = sides.find(({ seen }) => seen.variant === 'without-token');
  const other = sides.find(({ seen }) => seen.variant === 'other-token');
  if (!without || !other) return null;
  const [first, second] = [treatmentOf(without, control, again), treatmentOf(other, control, again)];
  if (first.kind !== 'refused' || second.kind !== 'refused' || isDoubtful(without) || isDoubtful(other))
    return null;
  return judgement(
    'token-gated',
    `the page's Origin ${originOf(control)} gets in and so does ${originOf(without)}, but only with the secret of the page's own URL or subprotocol: ` +
      `without it the handshake ${first.how}, with another of the same shape it ${second.how}`,
  );
}

/** The foreign Origin is refused: does an Origin that looks like the page's get through? */
function lookedThrough(
  enforced: OriginJudgement,
  sides: readonly Side[],
  control: Side,
  again: Side | null,
): OriginJudgement {
  const { through, wavering } = bypassesOf(sides, control, again);
  const comparison = enforced.originPolicyReason.replace(/\.$/, '');
  if (wavering) {
    return judgement(
      'undetermined',
      `${comparison}; but ${originOf(wavering)} got through once and was refused once, so something else than the Origin decides`,
    );
  }
  if (through.length === 0) return enforced;
  const names = through.map(nameOf).join(', ');
  return judgement('weak', `${comparison}; but ${names} got in as the page does`, variantNames(through));
}

/** An Origin and which variant it is; `null` is both. */
function nameOf(side: Side): string {
  const origin = originOf(side);
  return origin === side.seen.variant ? origin : `${origin} (${side.seen.variant})`;
}

interface Sides {
  readonly control: Side;
  readonly again: Side | null;
  readonly foreign: readonly Side[];
  /** What rounds before this one saw. */
  readonly earlier: readonly Side[];
}

/** A comparison that did not hold is made once more from the start: the last one counts. */
function lastRound(observations: readonly Observation[]): readonly Observation[] {
  return observations.slice(
    Math.max(
      0,
      observations.findLastIndex(({ variant }) => variant === 'control'),
    ),
  );
}

function judgeSides({ control, again, foreign, earlier }: Sides): OriginJudgement {
  const page = originOf(control);
  const turnedAway = foreign.filter(isRefusedOutright);
  if (
    foreign.length > 0 &&
    turnedAway.length === foreign.length &&
    isWebSocket(control) &&
    (!again || isWebSocket(again))
  ) {
    return judgement(
      'enforced',
      `the page's Origin ${page} got 101, ${originOf(turnedAway[0])} ${answerOf(turnedAway[0] ?? control)}`,
    );
  }
  const problem = problemOf(control);
  if (problem) {
    const before = earlier.find((side) => side.seen.variant === 'control' && isWebSocket(side));
    if (before)
      return judgement(
        'undetermined',
        `the answers changed: the page's Origin ${page} got 101 at first, and later ${problem}`,
      );
    return judgement(
      'undetermined',
      `the page's own Origin ${page} ${problem}, so there is nothing to compare with${adviceFor(control)}`,
    );
  }
  const change = again && problemOf(again);
  if (change)
    return judgement(
      'undetermined',
      `the answers changed: the page's Origin ${page} was accepted at first, and when asked again ${change}`,
    );
  if (foreign.length === 0) return judgement('undetermined', 'no handshake with a foreign Origin was made');
  return compared(
    page,
    foreign,
    foreign.map((side) => treatmentOf(side, control, again)),
    control,
  );
}

/** The treatments of all foreign handshakes of the round: a single `same` is proof, a refusal must be the only answer. */
function compared(
  page: string,
  foreign: readonly Side[],
  treatments: readonly Treatment[],
  control: Side,
): OriginJudgement {
  const stranger = originOf(foreign[0]);
  const pages = `the page's Origin ${page} ${describe(control)}`;
  const same = treatments.find(({ kind }) => kind === 'same');
  if (same) return judgement('missing', `${pages}, and ${stranger} ${same.how}`);
  const unclear = treatments.find(({ kind }) => kind === 'unclear');
  if (unclear)
    return judgement(
      'undetermined',
      `${pages}, while ${stranger} ${unclear.how}, which is neither the same nor a refusal`,
    );
  const attempts = foreign.reduce((sum, { seen }) => sum + 1 + seen.retries, 0);
  const how = treatments[0]?.how ?? '';
  if (foreign.every(isDoubtful) && attempts < 2) {
    return judgement(
      'undetermined',
      `${pages}, while ${stranger} ${how} once, which may have another cause than its Origin`,
    );
  }
  const isLessCertain = foreign.every(isDoubtful) || treatments.every(({ kind }) => kind === 'silent');
  const repeated = `${attempts > 1 ? `, ${times(attempts)}` : ''}${isLessCertain ? ' (less certain than a refusal)' : ''}`;
  return judgement('enforced', `${pages}, while ${stranger} ${how}${repeated}`);
}

/** A 4xx to the handshake settles it whatever follows; limits on requests and a proxy's own 407 aside. */
function isRefusedOutright({ state, seen }: Side): boolean {
  const status = seen.status ?? 0;
  return state === 'refused' && status >= 400 && status < 500 && status !== 407 && status !== 429;
}

/** Why a control cannot be compared with, as a clause; null where it can. */
export function problemOf(side: Side): string | null {
  if (!isWebSocket(side)) return answerOf(side);
  if (side.session === 'refused') return 'was turned away by the server after the 101';
  if (side.state === 'open') return null;
  if (side.said.length === 0)
    return isPatientlySilent(side) ? null : `got 101 and was then ${closeOf(side)} before any message`;
  return side.said.every(saysNo) ? `got 101, then only a refusal, and was then ${closeOf(side)}` : null;
}

function describe({ said, session, state }: Side): string {
  if (said.length > 0) return 'got 101 and messages';
  if (session === 'open') return 'got a session';
  return state === 'open' ? 'got 101 and a connection that stays open' : 'got 101';
}

/** A 2xx instead of the 101. Source: RFC 9110 section 7.8, a server may ignore `Upgrade`. */
function isOrdinary({ status }: Observation): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** What the user could supply where the page's own Origin got nowhere. */
function adviceFor({ seen, state }: Side): string {
  if (state === 'unreachable') return '';
  if (state === 'refused' && (seen.status === 401 || seen.status === 403))
    return ': if the endpoint needs a login, give --cookie or --header';
  if (state === 'refused' && seen.status === 404) return ': check the path, or give what the page adds to it';
  if (state === 'refused' && isOrdinary(seen))
    return ': an ordinary request is answered so; the path may be wrong, or a proxy keeps the Upgrade header back';
  if (state === 'refused' && (seen.status === 400 || seen.status === 426))
    return ': a subprotocol or a parameter of the page may be missing';
  if (state === 'refused' && (seen.status === 429 || (seen.status ?? 0) >= 500))
    return ': the server, or what stands before it, was busy or in trouble';
  if (closedInTrouble(seen)) return ': that is what a server says of trouble of its own, not of a client';
  return ': if the endpoint needs a login, give --cookie or --header';
}

function originOf(side: Side | undefined): string {
  return side?.seen.origin ?? 'no Origin';
}

function times(count: number): string {
  return count === 2 ? 'twice' : `${count} times`;
}

function judgement(
  originPolicy: OriginPolicy,
  reason: string,
  bypasses: readonly VariantId[] = [],
): OriginJudgement {
  return { originPolicy, originPolicyReason: sentence(reason), bypasses };
}
