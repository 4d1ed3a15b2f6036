import type { CspPolicy, Reference, SourceKind } from '../artifacts.ts';
import type { LimitName, Limits } from '../limits.ts';

/** A document's text, as the page or a same-origin frame served it. */
export interface DocumentText {
  readonly url: string;
  readonly text: string;
  /** The policies of its response's headers. */
  readonly csp?: readonly CspPolicy[];
}

/** A script of a document that its policies keep browsers from running. */
export interface RefusedScript {
  /** Of an inline script the document's. */
  readonly url: string;
  readonly kind: SourceKind;
  /** Where an inline script starts. */
  readonly line?: number;
  /** In words. */
  readonly reason: string;
}

/** A script's text. Inline scripts, handlers and string code say where in their document they start. */
export interface ScriptText {
  readonly url: string;
  readonly kind: SourceKind;
  readonly goal: 'script' | 'module';
  readonly text: string;
  /** 1-based place of the first character, where it is not 1:1. */
  readonly line?: number;
  readonly column?: number;
  /** Where redirects led, where that is not `url`: a module's imports resolve against it. */
  readonly redirectedTo?: string;
  /** The document's or worker's URL, against which relative URLs resolve (already with `<base>`). */
  readonly baseUrl: string;
  /** The document whose globals the script shares; a worker's own URL for a worker. */
  readonly realm: string;
}

/** A file that a source wants loaded. Whether it is read is `collect`'s decision. */
export interface Dependency {
  /** Absolute, without fragment. */
  readonly url: string;
  readonly kind: SourceKind;
  readonly goal: 'script' | 'module';
  readonly realm: string;
  /** The source and line that ask for it. */
  readonly from: { readonly source: string; readonly line: number };
  /** How: `script element`, `import`, `import()`, `worker`, `importScripts`, `preload`, … */
  readonly via: string;
}

/** What the markup of a document says to `collect`. */
export interface DocumentFacts {
  readonly baseUrl: string;
  readonly csp: readonly CspPolicy[];
  readonly metaCharset: string | null;
  /** Inline scripts, handlers, `javascript:` URLs and JSON blocks, in document order. */
  readonly scripts: readonly ScriptText[];
  readonly dependencies: readonly Dependency[];
  /** What is in none of the two above, in document order. */
  readonly refused: readonly RefusedScript[];
  /** URLs of script files that browsers with modules never run (`nomodule`). */
  readonly idle: readonly string[];
  /** Absolute http(s) URLs that the live document's `a` and `area` lead to, without fragment, each once, in document order. */
  readonly links: readonly string[];
  /** Whether the live document has a field for a password. */
  readonly asksForPassword: boolean;
}

/**
 * The analysis of one site. Texts go in as they arrive and are parsed at once; `references` evaluates the
 * whole when the last has come. Runs in a worker thread with a stack, a heap and a time limit: a source that
 * exhausts one of them is searched as text instead, and its problem is told. Nothing of a page is executed.
 */
export interface Analysis {
  /**
   * Reads a document's markup. Its scripts are analysed without being added again. The first document is the
   * page: its URL (after redirects) is `location`. The worker is started before the page has arrived.
   */
  readonly document: (document: DocumentText) => Promise<DocumentFacts>;
  /** Parses a script and returns the files it asks for. */
  readonly script: (script: ScriptText) => Promise<readonly Dependency[]>;
  /**
   * The files that the site's scripts ask for when they run together and that none asks for by itself: those whose
   * names are in another file, and the data that a socket's URL depends on. Call when all that was asked for has
   * come, and again until nothing is left.
   */
  readonly more: () => Promise<readonly Dependency[]>;
  /**
   * Every reference, with ids r1, r2, …; call once, last.
   *
   * @param order the URLs of the sources in the order in which their references are to be; as they came by default
   */
  readonly references: (order?: readonly string[]) => Promise<AnalysisResult>;
  readonly close: () => Promise<void>;
}

export interface AnalysisResult {
  readonly references: readonly Reference[];
  readonly problems: readonly Problem[];
}

/** What was given up on: `source` was searched as text, or a budget ran out. */
export interface Problem {
  readonly source: string;
  readonly reason: string;
  /** The budget that ran out. */
  readonly limit?: LimitName;
}

export type AnalysisOptions = Pick<Limits, 'parseUnits' | 'evaluatorSteps' | 'sourceMs'> &
  Partial<
    Pick<
      Limits,
      'inlineScripts' | 'parsedUnits' | 'evaluatorDepth' | 'evaluatorText' | 'heapMegabytes' | 'references'
    >
  >;
