import type { Endpoint, ObservedMessage } from '../artifacts.ts';
import { alike, saysNo } from './compare.ts';
import { judgeOrigin, problemOf } from './policy.ts';
import { isDoubtful, sideOf, type Side } from './sides.ts';
import { treatmentOf, type Treatment } from './treatment.ts';
import { sentence } from './words.ts';

/** What a foreign Origin gets of the user's session, and why that may be said. */
export interface SessionJudgement {
  /**
   * `hijackable`: with what a browser attaches by itself, the foreign Origin got what the page gets with the
   * credentials and neither gets without; `protected`: it did not; `open`: nobody needs the credentials for what came.
   */
  readonly session: 'hijackable' | 'protected' | 'open' | 'undetermined' | 'not-compared';
  /** One sentence: what was compared with what. */
  readonly sessionReason: string;
}

interface Cells {
  readonly page: Side;
  /** The foreign Origin with what travels; more than one where it was asked again. */
  readonly foreign: readonly Side[];
  /** Either Origin without credentials. */
  readonly without: readonly Side[];
}

/** Judges the 2 x 2 of `Endpoint.credentials`. Pure. Source: RFC 6455 section 10.2, CWE-1385. */
export function judgeSession(endpoint: Endpoint): SessionJudgement {
  if (!endpoint.credentials?.some(({ variant }) => variant === 'control-with-credentials'))
    return judgement('not-compared', 'no credentials of the user were compared');
  // The handshakes of the 2 x 2 all carry the secret, which no foreign page has.
  if (judgeOrigin(endpoint).originPolicy === 'token-gated')
    return judgement(
      'protected',
      "a foreign page does not know the secret of the page's own URL or subprotocol, without which nobody gets in",
    );
  const cells = cellsOf(endpoint);
  if (!cells)
    return judgement('undetermined', 'not all of the handshakes with and without credentials were made');
  const { page, foreign, without } = cells;
  const problem = problemOf(page);
  if (problem)
    return judgement(
      'undetermined',
      `with the credentials, the page's own Origin ${problem}: they may have expired`,
    );
  if (!foreign.every(({ seen }) => seen.withCredentials))
    return judgement(
      'protected',
      'a browser attaches none of the credentials to the handshake of a foreign page by itself',
    );
  const doubtful = foreign.find(isDoubtful) ?? without.find(isOverloaded);
  if (doubtful) {
    const { how } = treatmentOf(doubtful, page, null);
    return judgement('undetermined', `${named(doubtful)} ${how}, which may have another cause`);
  }
  return compared(cells);
}

/** Whether what was seen so far is worth asking again. */
export function mayBeHijackable(endpoint: Endpoint): boolean {
  return judgeSession(endpoint).session === 'hijackable';
}

/** A refusal that says nothing of the credentials. A plain 500 may be all that a server has to say to a stranger. */
function isOverloaded({ state, seen: { status, closeCode } }: Side): boolean {
  if (state === 'refused') return [429, 502, 503, 504].includes(status ?? 0);
  return state === 'unreachable' || (state === 'closed' && [1012, 1013].includes(closeCode ?? 0));
}

function compared(cells: Cells): SessionJudgement {
  const { page, foreign, without } = cells;
  const treatments = foreign.map((side) => treatmentOf(side, page, null));
  const refusal = treatments.find(({ kind }) => kind === 'refused' || kind === 'silent');
  const stranger = `with the credentials, the foreign Origin ${originOf(foreign[0])}`;
  if (refusal) return judgement('protected', `${stranger} ${refusal.how}`);
  const denials = without.map((side) => treatmentOf(side, page, null));
  const proof = sessionOnly(cells) ?? admission(cells, treatments, denials);
  if (proof) return judgement('hijackable', proof);
  const unclear = treatments.find(({ kind }) => kind === 'unclear');
  if (unclear) return judgement('undetermined', `${stranger} ${unclear.how}`);
  const admitted = without.find((_side, index) => denials[index]?.kind === 'same');
  if (!admitted || page.said.length === 0)
    return judgement(
      'undetermined',
      'what came with and without the credentials does not tell a session apart',
    );
  return judgement(
    'open',
    `without the credentials, ${named(admitted)} ${treatmentOf(admitted, page, null).how}`,
  );
}

function gets({ said }: Side, message: ObservedMessage): boolean {
  return said.some((other) => alike(message, other, 'strict'));
}

/** A message that the page and the foreign Origin get with the credentials and nobody gets without. */
function sessionOnly({ page, foreign, without }: Cells): string | null {
  const proof = page.said.find(
    (message) =>
      !saysNo(message) &&
      foreign.every((side) => gets(side, message)) &&
      !without.some((side) => gets(side, message)),
  );
  return proof
    ? `the foreign Origin ${originOf(foreign[0])} got the message that ${originOf(page)} gets with the credentials and neither gets without`
    : null;
}

/** Nobody speaks, or all hear the same: let in with the credentials, turned away without. */
function admission(
  { page, foreign, without }: Cells,
  treatments: readonly Treatment[],
  denied: readonly Treatment[],
): string | null {
  const isIn = [page, ...foreign].every(({ state }) => state === 'open');
  const isOut = without.every(
    (side, index) =>
      side.state === 'closed' || side.session === 'refused' || denied[index]?.kind === 'refused',
  );
  if (!isIn || !isOut || !treatments.every(({ kind }) => kind === 'same')) return null;
  return `the foreign Origin ${originOf(foreign[0])} is let in with the credentials as ${originOf(page)} is, and both are turned away without`;
}

function cellsOf(endpoint: Endpoint): Cells | null {
  const sides = (endpoint.credentials ?? []).map((seen) => sideOf(seen, endpoint));
  const of = (...variants: readonly string[]): Side[] =>
    sides.filter(({ seen }) => variants.includes(seen.variant));
  const [page] = of('control-with-credentials');
  const [foreign, without] = [of('foreign-with-credentials'), of('foreign', 'control')];
  if (!page) return null;
  const isWhole = foreign.length > 0 && of('foreign').length > 0 && of('control').length > 0;
  return isWhole || problemOf(page) ? { page, foreign, without } : null;
}

function originOf(side: Side | undefined): string {
  return side?.seen.origin ?? 'no Origin';
}

function named(side: Side): string {
  return `${side.seen.variant.startsWith('control') ? "the page's Origin" : 'the foreign Origin'} ${originOf(side)}`;
}

function judgement(session: SessionJudgement['session'], reason: string): SessionJudgement {
  return { session, sessionReason: sentence(reason) };
}
