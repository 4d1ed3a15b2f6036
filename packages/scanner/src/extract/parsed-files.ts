import { defaultLimits } from '../limits.ts';
import type { AnalysisOptions, ScriptText } from './analysis.ts';
import { newScript } from './javascript/script.ts';
import type { Script, Within } from './javascript/script.ts';
import { loadScript } from './load-script.ts';

/** Of what all scripts together may be, the share for those that do not speak of sockets. */
const shareOfSilent = 3 / 8;

export interface ParseOptions extends AnalysisOptions {
  /** Sources that must not be parsed: they broke a worker. */
  readonly unparsed?: ReadonlySet<string>;
  /** Whether no text at all must be parsed: the time is over. */
  readonly textOnly?: boolean;
}

/** The files of a site that were parsed. Their trees take sixty times their size: there is a bound for all together. */
export class ParsedFiles {
  readonly #options: ParseOptions;
  readonly #most: number;
  readonly #byKey = new Map<string, Script>();
  /** The scripts in the markup of a document, by realm. */
  readonly #inline = new Map<string, number>();
  #units = 0;

  constructor(options: ParseOptions) {
    this.#options = options;
    this.#most = options.parsedUnits ?? defaultLimits.parsedUnits;
  }

  /** The file as it was parsed before, with the text that it had then: one text, and not a copy for each document. */
  known(source: ScriptText): Script | null {
    const known = this.#byKey.get(keyOf(source));
    return known?.source.text === source.text ? known : null;
  }

  /** Whether a script is still to be parsed that does not speak of sockets. */
  hasRoomForSilent({ text }: ScriptText): boolean {
    return this.#units + text.length <= this.#most * shareOfSilent;
  }

  /** Parses a script; a file that several documents load, once. Or says why its text has to do. */
  load(source: ScriptText, within: Within | null, runsStrings: boolean): ReturnType<typeof loadScript> {
    const { textOnly = false, unparsed, inlineScripts = defaultLimits.inlineScripts } = this.#options;
    if (textOnly || unparsed?.has(source.url) === true) return { error: 'it broke the analysis' };
    if (source.line !== undefined && this.#countInline(source) > inlineScripts)
      return { error: `its markup holds more than ${inlineScripts} scripts`, limit: 'inlineScripts' };
    const known = this.known(source);
    if (known !== null) return { script: newScript({ ...known, source, within }) };
    if (this.#units > 0 && this.#units + source.text.length > this.#most)
      return {
        error: `the scripts of the site come to more than ${this.#most} characters`,
        limit: 'parsedUnits',
      };
    const loaded = loadScript(source, this.#options.parseUnits, within, runsStrings);
    if ('error' in loaded) return loaded;
    this.#units += source.text.length;
    if (source.line === undefined) this.#byKey.set(keyOf(source), loaded.script);
    return loaded;
  }

  #countInline({ realm }: ScriptText): number {
    const count = (this.#inline.get(realm) ?? 0) + 1;
    this.#inline.set(realm, count);
    return count;
  }
}

function keyOf({ goal, url }: ScriptText): string {
  return `${goal} ${url}`;
}
