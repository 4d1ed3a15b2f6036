import type { Observation } from './artifacts.ts';

/** An error, a restart, overload, a bad gateway. Source: RFC 6455 section 7.4.1, and the IANA registry of close codes. */
const serverTrouble: ReadonlySet<number> = new Set([1011, 1012, 1013, 1014]);

/** Whether a server closed for trouble of its own. */
export function closedInTrouble({ outcome, closeCode }: Pick<Observation, 'outcome' | 'closeCode'>): boolean {
  return outcome === 'closed' && closeCode !== null && serverTrouble.has(closeCode);
}
