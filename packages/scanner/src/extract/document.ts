import type { Reference } from '../artifacts.ts';
import type { DocumentFacts } from './analysis.ts';
import type { ScriptPolicy } from './markup/script-policy.ts';
import type { Position } from './position.ts';

/** A reference before the whole site's references are numbered. */
export type FoundReference = Omit<Reference, 'id'>;

/** An element of the live document. Contents of `<template>` are not in it, as in the DOM. */
export interface PageElement {
  /** Lower-case local name. */
  readonly tag: string;
  /** Decoded values by lower-case name (`xlink:href` with its prefix). No prototype: any name may be looked up. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Index of the parent element; null for the root. */
  readonly parent: number | null;
  /** `textContent`, where the element holds text alone; null where it holds elements. */
  readonly text: string | null;
  /** Of a template the markup within it. */
  readonly content?: string;
}

/** What a script can read from the document: the elements in document order, with their first holders of an id. */
export interface DocumentElements {
  readonly list: readonly PageElement[];
  /** Index of the first element with that id. No prototype. */
  readonly byId: Readonly<Record<string, number>>;
  /** False where the document has more elements than are kept. */
  readonly complete: boolean;
}

/** A script element (or handler, or `javascript:` URL), inline or not, that the document runs, in document order. */
export interface DocumentScript {
  /** Index in `facts.scripts` of an inline one. */
  readonly inline: number | null;
  /** The URL of an external one. */
  readonly url: string | null;
  /** Index of `document.currentScript` in `elements.list`; null where there is none (modules, handlers). */
  readonly element: number | null;
  /** parse: while the document is parsed; defer: after that, in order; async: at any time; event: when something happens. */
  readonly timing: 'parse' | 'defer' | 'async' | 'event';
  /** Of code that stands in an attribute of Alpine's, on that element. */
  readonly directive?: Directive;
}

/** What an attribute of Alpine's holds: an element's data, code that runs with it at the start, or at an event. */
export type Directive = 'data' | 'init' | 'event';

/** The import maps of a document, merged; addresses resolved, null where a map forbids a specifier. */
export interface ImportMap {
  readonly imports: Readonly<Record<string, string | null>>;
  readonly scopes: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

/** A document within a document (`srcdoc`): to be read with `readDocument` in its turn. */
export interface NestedDocument {
  /** The URL of the outermost source. */
  readonly source: string;
  /** The text of the attribute, decoded. */
  readonly text: string;
  /** The place of an offset of `text` in the outermost source. */
  readonly positionAt: (offset: number) => Position;
  /** The frame element's document's: a `srcdoc` inherits it. */
  readonly baseUrl: string;
  /** Tells its globals from others': `about:srcdoc`, with the place of the frame as fragment. */
  readonly realm: string;
  /** What holds of the document around it. */
  readonly policy: ScriptPolicy;
}

/** A socket that an attribute declares for a library of the page to open. */
export interface DeclaredSocket {
  readonly by: 'htmx' | 'htmx-ws' | 'turbo';
  readonly reference: FoundReference;
}

export interface ParsedDocument {
  /** Whose globals its scripts share: the document's URL, or `NestedDocument.realm`. */
  readonly realm: string;
  readonly facts: DocumentFacts;
  readonly elements: DocumentElements;
  readonly scripts: readonly DocumentScript[];
  readonly importMap: ImportMap;
  readonly policy: ScriptPolicy;
  /** References that the markup itself makes: attributes, JSON blocks, comments, visible text. */
  readonly references: readonly FoundReference[];
  /** The sockets that attributes declare: they are opened where the page loads the library that does. */
  readonly declared: readonly DeclaredSocket[];
  readonly nested: readonly NestedDocument[];
  /** What was given up on, in words: a limit that was reached. */
  readonly problems: readonly string[];
}
