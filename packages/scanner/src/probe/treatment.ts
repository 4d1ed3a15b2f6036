import type { ObservedMessage } from '../artifacts.ts';
import { alike, saysNo } from './compare.ts';
import { hasSpoken, isCutOff, isDropped, isPatientlySilent, silenceAlone, type Side } from './sides.ts';
import { answerOf, closeOf, quoted } from './words.ts';

/**
 * How another Origin was treated beside the page's own. `same`: it got what the page gets; `refused`: it did not,
 * and was turned away; `silent`: it stays connected and gets nothing of what the page gets; `unclear`: something
 * that proves neither.
 */
export interface Treatment {
  readonly kind: 'same' | 'refused' | 'silent' | 'unclear';
  /** What it got, as a clause: "got 403". */
  readonly how: string;
}

/**
 * Compares what another Origin got with what the page's Origin got, once or (the control asked again) twice.
 * `control` must be usable: a WebSocket that was not closed before it got anything.
 */
export function treatmentOf(other: Side, control: Side, again: Side | null): Treatment {
  switch (other.state) {
    case 'unreachable':
      return { kind: isDropped(other) ? 'refused' : 'unclear', how: answerOf(other) };
    case 'refused':
      return { kind: other.seen.status === 407 ? 'unclear' : 'refused', how: answerOf(other) };
    case 'no-websocket':
      return { kind: 'unclear', how: answerOf(other) };
    default:
      return connected(other, control, again);
  }
}

function connected(other: Side, control: Side, again: Side | null): Treatment {
  const pages = again ? [control, again] : [control];
  const got = other.said.find((message) => isThePages(message, other, control, again));
  if (got)
    return {
      kind: 'same',
      how:
        other.state === 'open'
          ? 'got the same messages'
          : `got the same message and was then ${closeOf(other)}`,
    };
  if (other.session === 'refused')
    return {
      kind: 'refused',
      how: `got 101 and was then turned away by the server (${finalWords(other.seen.messages)})`,
    };
  if (isPatientlySilent(other) && pages.some((page) => gaveUpAlike(other, page))) {
    return { kind: 'same', how: `was left waiting just as long and was then ${closeOf(other)} too` };
  }
  if (other.state === 'closed')
    return {
      kind: 'refused',
      how: `got 101 and was then ${closeOf(other)} before it got anything that the page gets`,
    };
  if (other.session === 'open') return { kind: 'same', how: 'got a session of its own too' };
  if (isCutOff(other) && !isSilenceShared(other, pages))
    return { kind: 'unclear', how: 'could not be watched to the end, as the time was over' };
  if (other.said.length > 0) return unlike(other);
  if (pages.some((page) => !hasSpoken(page))) {
    const when = hasSpoken(control) ? " as the page's own Origin when it was asked again" : '';
    return { kind: 'same', how: `stays connected just as silently${when}` };
  }
  return { kind: 'silent', how: `got 101 and then nothing in ${seconds(other.seen.observedMs)}` };
}

/** Whether all stood side by side in silence for long enough, whatever ended it. */
function isSilenceShared(other: Side, pages: readonly Side[]): boolean {
  return [other, ...pages].every((side) => !hasSpoken(side) && side.seen.observedMs >= silenceAlone);
}

/** Whether the server tired of two silent clients at the same time and in the same way. */
function gaveUpAlike(one: Side, other: Side): boolean {
  if (one.state !== 'closed' || other.state !== 'closed' || !isPatientlySilent(other)) return false;
  const [waited, otherWaited] = [one.seen.observedMs, other.seen.observedMs];
  return one.seen.closeCode === other.seen.closeCode && Math.abs(waited - otherWaited) < 300 + 0.1 * waited;
}

function unlike(other: Side): Treatment {
  const words = finalWords(other.said);
  if (other.said.some(saysNo)) return { kind: 'refused', how: `got 101 and then only a refusal (${words})` };
  return { kind: 'unclear', how: `got 101 and then another message than the page (${words})` };
}

/** Whether the page gets this message, in its own words or, where the page's own greetings differ, in its form. */
function isThePages(message: ObservedMessage, other: Side, control: Side, again: Side | null): boolean {
  const plain = withoutOrigin(message, other.seen.origin);
  const strict = [control, ...(again ? [again] : [])].some((page) =>
    page.said.some(
      (own) => alike(own, message, 'strict') || alike(withoutOrigin(own, page.seen.origin), plain, 'strict'),
    ),
  );
  if (strict || !again || saysNo(message)) return strict;
  return (
    variesByItself(control, again) &&
    control.said.some((own) => alike(own, message, 'loose')) &&
    again.said.some((own) => alike(own, message, 'loose'))
  );
}

/** A server that repeats the Origin which it was given says the same thing to everybody. */
function withoutOrigin(message: ObservedMessage, origin: string | null): ObservedMessage {
  if (message.binary || origin === null) return message;
  const echo = origin === 'null' ? '"null"' : origin;
  const blank = origin === 'null' ? '"an Origin"' : 'an Origin';
  const host = URL.parse(origin)?.hostname ?? '';
  const data = message.data.replaceAll(echo, blank);
  return { ...message, data: host.includes('.') ? data.replaceAll(host, 'a host') : data };
}

/** Whether the page itself was greeted in other words the second time. */
function variesByItself(control: Side, again: Side): boolean {
  return (
    control.said.length > 0 &&
    again.said.length > 0 &&
    !again.said.some((message) => control.said.some((own) => alike(own, message, 'strict')))
  );
}

/** The last message, short. */
function finalWords(messages: readonly ObservedMessage[]): string {
  const last = messages.at(-1);
  if (!last) return 'nothing';
  if (last.binary) return `${last.bytes} bytes`;
  return quoted(last.data);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
