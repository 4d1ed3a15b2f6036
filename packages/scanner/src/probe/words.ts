import type { Side } from './sides.ts';

/** What a side got before any WebSocket was there, as a clause: "was refused with 403", "got no answer". */
export function answerOf({ seen, state }: Side): string {
  const { status, error } = seen;
  if (state === 'unreachable') {
    if (error?.code === 'no-answer') return 'got no answer within the time-out';
    if (error?.code === 'dropped') return 'had its connection dropped without an answer';
    return `could not be sent (${error?.message ?? 'unknown failure'})`;
  }
  if (state === 'no-websocket')
    return `got a 101 that no browser accepts: ${error?.message ?? 'no WebSocket'}`;
  if (state === 'refused')
    return `was ${status !== null && status >= 300 && status < 400 ? 'redirected' : 'refused'} with ${status}`;
  return 'got 101';
}

/** How a connection ended after the 101, as a participle: "closed with 1008". */
export function closeOf({ seen }: Side): string {
  if (seen.error) return `cut off (${seen.error.message})`;
  if (seen.closeCode === 1006) return 'cut off without a close frame (1006)';
  if (seen.closeCode === 1005 || seen.closeCode === null) return 'closed without a code (1005)';
  return `closed with ${seen.closeCode}${seen.closeReason ? ` (${quoted(seen.closeReason)})` : ''}`;
}

/** What a server wrote, short and on one line. */
export function quoted(text: string): string {
  return `"${text
    .slice(0, 80)
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()}"`;
}

/** Reasons are one sentence each, whatever the parts contain. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
}
