import type { Script } from './javascript/script.ts';
import type { ReadScript } from './schedule.ts';

/** Larger scripts, UTF-16 units, are no configuration. */
const largestLookedAt = 100_000;
/** What is parsed of a document's scripts though nothing in them asks for it, UTF-16 units. */
const mostLookedAt = 500_000;
/** What is parsed of them because the others draw on it, UTF-16 units. */
const mostWanted = 2_000_000;
/** So many scripts at a time, however small. */
const mostAtOnce = 1_000;

/** Scripts that were passed over and are small enough to hold configuration: the smallest, as many as are affordable. */
export function smallestOf(own: readonly ReadScript[]): readonly ReadScript[] {
  return affordable(
    own.filter(({ passedOver, source }) => passedOver && source.text.length <= largestLookedAt),
    mostLookedAt,
  );
}

/** The smallest of some scripts, `mostAtOnce` at most, that come to so many UTF-16 units together. */
function affordable(reads: readonly ReadScript[], units: number): readonly ReadScript[] {
  let left = units;
  return reads
    .toSorted((a, b) => a.source.text.length - b.source.text.length || (a.source.url < b.source.url ? -1 : 1))
    .slice(0, mostAtOnce)
    .filter(({ source }) => (left -= source.text.length) >= 0);
}

/** The scripts of a document that were passed over, parsed when code draws on them, as long as they are affordable. */
export class PassedOver {
  readonly #own: readonly ReadScript[];
  readonly #parse: (read: ReadScript) => void;
  #left = mostWanted;

  /** @param parse sets a read script's `script`, where it can be parsed */
  constructor(own: readonly ReadScript[], parse: (read: ReadScript) => void) {
    this.#own = own;
    this.#parse = parse;
  }

  has(url: string): boolean {
    return this.#own.some(({ passedOver, source }) => passedOver && source.url === url);
  }

  /** Whether any of the document's scripts, parsed or not, holds what a pattern matches. */
  says(pattern: RegExp): boolean {
    return this.#own.some(({ source }) => pattern.test(source.text));
  }

  /** The parsed module of a URL; null where it was not passed over, does not parse, or costs more than is left. */
  module(url: string): Script | null {
    const read = this.#own.find(({ passedOver, source }) => passedOver && source.url === url);
    if (read === undefined || !this.#take(read)) return null;
    return read.script?.goal === 'module' ? read.script : null;
  }

  /** Parses those that seem to set what others found missing; whether there were any. */
  parseWanted(isWanted: (read: ReadScript) => boolean): boolean {
    const wanted = this.#own.filter((read) => read.passedOver && isWanted(read));
    return affordable(wanted, this.#left).filter((read) => this.#take(read)).length > 0;
  }

  #take(read: ReadScript): boolean {
    this.#left -= read.source.text.length;
    if (this.#left < 0) return false;
    this.#parse(read);
    return true;
  }
}

/** Of a realm in which nothing was passed over. */
export const nonePassedOver: PassedOver = new PassedOver([], () => undefined);
