import type { Script } from './script.ts';

/** What only our own code says when it is given what it did not expect; the language's functions say other things. */
const ours =
  /is not a function|is not iterable|is not a constructor|Cannot (?:read|set) propert|Cannot destructure/;

/**
 * Mistakes of the analysis itself, as opposed to what a page throws and to budgets that run out. Each costs the call
 * in which it happened, and is told.
 */
export class Mishaps {
  readonly list = new Map<Script, string>();

  /** Notes what broke a call; false where it is no mistake of ours. */
  note(error: unknown, script: Script): boolean {
    // A RangeError is the engine's own limit: a budget that ran out.
    if (!(error instanceof Error) || error instanceof RangeError) return false;
    if (!this.list.has(script)) this.list.set(script, error.message.split('\n', 1)[0]?.slice(0, 200) ?? '');
    return true;
  }

  /** Notes what broke a function of the language, unless the page is what it broke on. */
  noteNative(error: TypeError, script: Script): void {
    if (ours.test(error.message)) this.note(error, script);
  }
}
