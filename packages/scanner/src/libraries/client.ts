import type { Dialect } from './library.ts';

/** A value of the page as a library's rules see it. Unknown parts of strings stand as `unknownPart`. */
export type Argument =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Argument[]
  | { readonly [name: string]: Argument }
  | typeof unknownArgument;

/** An argument, or a member of one, whose value is not known. */
export const unknownArgument = Symbol('unknown');

/** Stands for the unknown part of a string: a private-use character, which no host name admits. */
export const unknownPart = '\u{F57F}';

/** One call of a library's function as the page makes it, with one alternative of each argument. */
export interface ClientCall {
  readonly args: readonly Argument[];
  /** The document's base URL. */
  readonly baseUrl: string;
  /** The document's own URL (`location.href`), which a `<base>` does not change. */
  readonly pageUrl: string;
  /** The library's version or generation (`2`, `4.7.2`), as far as it is known. */
  readonly version: string | null;
  /** For a method. */
  readonly receiver: Receiver | null;
  /** The content of the document's first `meta` element of this name. */
  readonly meta: (name: string) => string | null;
}

/** The client on which a method is called. */
export interface Receiver {
  /** The arguments that it was made with. */
  readonly made: readonly Argument[];
  /** What the page has set on it. */
  readonly members: { readonly [name: string]: Argument };
}

/** What a call makes the library dial; more than one where it has several sockets. */
export interface Handshake {
  readonly url: string;
  readonly protocols?: readonly string[];
  readonly dialect?: Dialect;
}
export type Dialled = Handshake | { readonly unresolved: string };

/** A function or class of the library whose call opens a socket or creates a client that will. */
export interface ClientEntry {
  /** Its place in what the library exports, members joined by dots: `io`, `HubConnectionBuilder.withUrl`. */
  readonly path: string;
  /**
   * Strings that all stand in the source of this one function (or class), however it was bundled and minified:
   * property names, options and messages. The smallest function that holds them all is the entry.
   */
  readonly source?: readonly string[];
  /** Whether the call's result is the receiver, so that the page can chain (`builder.withUrl(…).build()`). */
  readonly chains?: boolean;
  readonly dials: (call: ClientCall) => readonly Dialled[];
}

/** How a client library is recognised in a page, and what it dials. */
export interface LibraryClient {
  /** Global variables by the export that they hold: `{ io: 'io' }`; '' stands for all exports. */
  readonly globals: Readonly<Record<string, string>>;
  /** Exports that are the same thing: `{ default: 'io' }`. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** npm packages. */
  readonly packages: readonly string[];
  /** URLs of its script files, for those that are not read. Linear on hostile text. */
  readonly scripts: readonly RegExp[];
  readonly entries: readonly ClientEntry[];
  /** Strings that mark a function of the library's own in which it opens sockets: no reference of the page. */
  readonly internals?: readonly (readonly string[])[];
  /** The version or generation of a library whose source was read, from the text of an entry or of its script. */
  readonly versionOf?: (source: string, script?: string) => string | null;
}

/** Whether an argument is an object of named members. */
export function isRecord(argument: Argument): argument is { readonly [name: string]: Argument } {
  return typeof argument === 'object' && argument !== null && !Array.isArray(argument);
}

/** An argument's member; undefined where the argument is no object. */
export function memberOf(argument: Argument, name: string): Argument {
  return isRecord(argument) && Object.hasOwn(argument, name) ? argument[name] : undefined;
}
