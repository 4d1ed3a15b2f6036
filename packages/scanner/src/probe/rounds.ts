import type { Endpoint, Observation, VariantId } from '../artifacts.ts';
import { judgeOrigin, problemOf } from './policy.ts';
import { pause, Probe, type ProbeSetting } from './probe.ts';
import { settle } from './settle.ts';
import { SpareConnections } from './spare-connections.ts';
import { isDoubtful, isDropped, isWebSocket, sideOf, type Side } from './sides.ts';
import { aloneWaitMs, againWaitMs, firstLookMs, outlivingMs, pairWaitMs, patience } from './timing.ts';
import type { TokenChange } from './tokens.ts';
import { treatmentOf } from './treatment.ts';

/** What to ask an endpoint besides the control. */
export interface Questions {
  readonly foreign: boolean;
  readonly controlAgain: boolean;
  /** Handshakes without the page's secret, for where the foreign Origin gets in. */
  readonly tokens: readonly TokenChange[];
  /** Origins to try where the foreign one is refused. */
  readonly variants: readonly { readonly variant: VariantId; readonly origin: string | null }[];
}

const breather = 1_000;
/** Of the handshakes that an endpoint gets, so many are kept for what must be asked twice. */
const confirmations = 5;

/**
 * Compares an endpoint's treatment of the page's Origin with that of the foreign one. First side by side: the
 * page's connection stays open while the foreign one is made, so that both can be watched at once. Where that
 * gives no clear answer and the connections may have got into each other's way (one connection a client, a limit on
 * requests), once more one after the other.
 */
export async function compareOrigins(setting: ProbeSetting, questions: Questions): Promise<Observation[]> {
  const { setting: settled, observations: first } = await sideBySide(setting, questions);
  const endpoint = { ...settled.endpoint, observations: first };
  if (!questions.controlAgain || setting.options.signal?.aborted || !mayBeInterference(endpoint, first))
    return first;
  await pause(breather, setting.options.signal);
  return [...first, ...(await oneByOne(settled, questions))];
}

async function sideBySide(
  setting: ProbeSetting,
  questions: Questions,
  mayAdapt = questions.controlAgain,
): Promise<{ setting: ProbeSetting; observations: Observation[] }> {
  const asked = new Probe('control', setting.pageOrigin, setting);
  await asked.answered;
  const adapted = mayAdapt ? withServersProtocol(setting, asked.seen) : null;
  if (adapted) {
    const { observations } = await sideBySide(adapted, questions, false);
    return { setting: adapted, observations: [asked.seen, ...observations] };
  }
  const probes = [asked];
  if (questions.foreign && isWebSocket(asked.side))
    probes.push(...(await besideControl(asked, setting, questions)));
  for (const probe of probes) probe.end();
  return { setting, observations: probes.map(({ seen }) => seen) };
}

/** The foreign Origin, and the control again, while the control stays connected. */
async function besideControl(control: Probe, setting: ProbeSetting, questions: Questions): Promise<Probe[]> {
  const spares = new SpareConnections(setting.network);
  try {
    return await compareBeside(control, { ...setting, connections: spares }, questions, spares);
  } finally {
    spares.close();
  }
}

async function compareBeside(
  control: Probe,
  setting: ProbeSetting,
  questions: Questions,
  spares: SpareConnections,
): Promise<Probe[]> {
  const { options } = setting;
  const likelyNext = questions.controlAgain ? questions.variants.length + 1 : 0;
  const connections = spares.before(Math.min(likelyNext, options.concurrency));
  const retryMs = enoughMs(control);
  const foreign = new Probe('foreign', options.origin, { ...setting, connections, retryMs });
  await settle([control, foreign], () => firstLookMs(control.side, foreign.side, options.timeoutMs));
  const isFurther = questions.controlAgain && !problemOf(control.side);
  const more = isFurther ? await askFurther(control, foreign, setting, questions) : [];
  await settle([control, foreign], () => pairWaitMs(control.side, foreign.side, options.timeoutMs));
  if (!questions.controlAgain || problemOf(control.side)) return [foreign, ...more];
  const again = await askAgain(control, foreign, setting);
  // A foreign connection that was served late, or turned away late, is seen to be so only now.
  const late = isWebSocket(again.side)
    ? await askFurther(control, foreign, setting, unasked(questions, more))
    : [];
  // What closes a round is the page's own Origin: only that tells whether the answers have changed.
  const seen = [foreign, ...more, again, ...late];
  if (late.length > 0) seen.push(await askAgain(control, foreign, setting));
  if (!isDoubtful(foreign.side) || foreign.seen.retries > 0 || !isWebSocket(again.side)) return seen;
  await pause(isOverload(foreign.side) ? breather : 0, options.signal);
  const repeated = new Probe('foreign', options.origin, setting);
  await settle([control, repeated], () => pairWaitMs(control.side, repeated.side, options.timeoutMs));
  return [...seen, repeated];
}

async function askAgain(control: Probe, foreign: Probe, setting: ProbeSetting): Promise<Probe> {
  const again = new Probe('control-again', setting.pageOrigin, setting);
  await settle([again, foreign], () =>
    againWaitMs(again.side, control.side, foreign.side, setting.options.timeoutMs),
  );
  return again;
}

/** The further questions without those of which something has been asked. */
function unasked(questions: Questions, asked: readonly Probe[]): Questions {
  const isAsked = ({ variant }: { readonly variant: VariantId }): boolean =>
    asked.some((probe) => probe.variant === variant);
  return {
    ...questions,
    variants: questions.variants.some(isAsked) ? [] : questions.variants,
    tokens: questions.tokens.some(isAsked) ? [] : questions.tokens,
  };
}

/** A refusal, in silence too, is tried for loopholes; an open door for a secret that the foreign page could not know. */
async function askFurther(
  control: Probe,
  foreign: Probe,
  setting: ProbeSetting,
  questions: Questions,
): Promise<Probe[]> {
  const { kind } = treatmentOf(foreign.side, control.side, null);
  if (kind === 'refused' || kind === 'silent')
    return tryVariants(control, foreign, setting, questions.variants);
  return askTokens(control, foreign, setting, questions.tokens);
}

async function askTokens(
  control: Probe,
  foreign: Probe,
  setting: ProbeSetting,
  tokens: Questions['tokens'],
): Promise<Probe[]> {
  if (treatmentOf(foreign.side, control.side, null).kind !== 'same') return [];
  const probes = tokens.map((change) => new Probe(change.variant, setting.options.origin, setting, change));
  await watched(control, probes, setting, patience.silence);
  return probes;
}

/**
 * Where a foreign Origin is dropped time and again, a variant that is dropped too got the same answer: it is not
 * asked again, nor waited for much longer than the page's own answer took.
 */
function afterRefusalOf(foreign: Probe, control: Probe, setting: ProbeSetting): ProbeSetting {
  if (!isDropped(foreign.side)) return setting;
  const { options } = setting;
  const timeoutMs = Math.min(options.timeoutMs, enoughMs(control));
  return { ...setting, mayRetry: false, options: { ...options, timeoutMs } };
}

/** How long an answer is waited for that stayed out before, ms: the page got its own in a small part of that. */
function enoughMs({ seen }: Probe): number {
  return Math.max(2_000, 10 * seen.durationMs);
}

/** Watches all of these beside the control until each can be compared, and lets them go. */
async function watched(
  control: Probe,
  probes: readonly Probe[],
  { options }: ProbeSetting,
  silence: number,
): Promise<void> {
  await settle([control, ...probes], () =>
    Math.max(0, ...probes.map((probe) => pairWaitMs(control.side, probe.side, options.timeoutMs, silence))),
  );
  for (const probe of probes) probe.end();
}

/** All variants at once; those that get through are asked again, so that no accident makes a finding. */
async function tryVariants(
  control: Probe,
  foreign: Probe,
  setting: ProbeSetting,
  variants: Questions['variants'],
): Promise<Probe[]> {
  const hasty = afterRefusalOf(foreign, control, setting);
  const ask = async (asked: Questions['variants']): Promise<Probe[]> => {
    const probes = asked.map(({ variant, origin }) => new Probe(variant, origin, hasty));
    await watched(control, probes, hasty, outlivingMs(foreign.side));
    return probes;
  };
  const first = await ask(variants);
  const through = variants.filter((_variant, index) => {
    const probe = first[index];
    return (
      probe !== undefined &&
      probe.variant !== 'absent' &&
      treatmentOf(probe.side, control.side, null).kind === 'same'
    );
  });
  if (through.length === 0) return first;
  // A server that refused once, for whatever reason, and lets everybody in is not one whose check is weak.
  const stranger = { variant: 'foreign', origin: setting.options.origin } as const;
  return [...first, ...(await ask([stranger, ...through.slice(0, confirmations)]))];
}

async function oneByOne(setting: ProbeSetting, questions: Questions): Promise<Observation[]> {
  const order: [VariantId, string][] = [
    ['control', setting.pageOrigin],
    ['foreign', setting.options.origin],
    ['control-again', setting.pageOrigin],
  ];
  const observations: Observation[] = [];
  let control: Probe | null = null;
  for (const [variant, origin] of order) {
    if (variant === 'foreign' && !questions.foreign) continue;
    if (observations.length > 0) await pause(breather, setting.options.signal);
    const probe: Probe = new Probe(variant, origin, setting);
    const before = control?.side ?? null;
    await settle([probe], () => aloneWaitMs(probe.side, before, setting.options.timeoutMs));
    await probe.leave();
    observations.push(probe.seen);
    control ??= probe;
    if (problemOf(control.side)) break;
  }
  return observations;
}

function isOverload({ seen: { status, closeCode } }: Side): boolean {
  return status === 429 || status === 503 || closeCode === 1013;
}

/** Whether the page's own Origin fared now well and now badly, or worse than the foreign one. */
function mayBeInterference(endpoint: Endpoint, observations: readonly Observation[]): boolean {
  if (judgeOrigin(endpoint).originPolicy !== 'undetermined') return false;
  const isWell = (seen: Observation): boolean => problemOf(sideOf(seen, endpoint)) === null;
  return (
    observations.some(isWell) && !observations.every((seen) => seen.variant === 'foreign' || isWell(seen))
  );
}

/**
 * A server that names a subprotocol which was not offered, or none where some were, would be refused by a browser
 * for that alone. A foreign page offers what it likes, so the server's choice is offered instead, to all alike.
 */
function withServersProtocol(setting: ProbeSetting, { error, protocol }: Observation): ProbeSetting | null {
  if (error?.code === 'unoffered-subprotocol' && protocol !== null && !setting.protocols.includes(protocol)) {
    return { ...setting, protocols: [protocol] };
  }
  if (error?.code === 'missing-subprotocol' && setting.protocols.length > 0)
    return { ...setting, protocols: [] };
  return null;
}
