import { readFileSync } from 'node:fs';
import { defaultLimits } from '../../limits.ts';
import { createAnalysis } from '../../extract/core.ts';
import type { Reference } from '../../artifacts.ts';
import type { ClientLibrary } from '../library.ts';
import { sockets, type Answer } from './browser.ts';
import { bundle } from './bundle.ts';

const pageUrl = 'https://shop.test/app/';

/** A page that uses the real npm package of a library. */
export interface LibraryPage {
  /** An ES module, bundled with the packages that it imports into the page's one script. */
  readonly entry?: string;
  readonly minify?: boolean;
  /** Files in `node_modules` that script elements load, as from a CDN, by the URL that they get there. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** Whether wssure may read these files; by default it may. */
  readonly scriptsAreRead?: boolean;
  /** An inline classic script after them. */
  readonly inline?: string;
  /** Markup in the document's head. */
  readonly head?: string;
  /** Markup that the document's body begins with. */
  readonly body?: string;
  /** What the server answers to the requests that come before a handshake. */
  readonly answer?: Answer;
  /** Of the document; `https://shop.test/app/` by default. */
  readonly url?: string;
}

export interface Comparison {
  /** The sockets that the page dialled, canonical URLs with the subprotocols after them, sorted. */
  readonly dialled: readonly string[];
  /** The same as wssure tells it. */
  readonly found: readonly string[];
  /** What wssure told beside that: references of other libraries, unresolved ones and names; mentions are harmless. */
  readonly others: readonly string[];
}

/** What a comparison is where the page dialled these sockets and wssure found the same. */
export function agreed(...dialled: string[]): Comparison {
  return { dialled: dialled.toSorted(), found: dialled.toSorted(), others: [] };
}

/** Runs a page with the real library, analyses the same page, and tells both results. */
export async function compare(library: ClientLibrary, page: LibraryPage): Promise<Comparison> {
  const { html, files } = await built(page);
  const url = page.url ?? pageUrl;
  const dialled = await sockets(url, html, files, page.answer ?? (() => undefined));
  const references = await referencesOf(url, html, page.scriptsAreRead === false ? ownFiles(files) : files);
  const isFound = (reference: Reference): boolean =>
    reference.role === 'connects' && reference.library === library.id && reference.url !== null;
  const told = (socket: { readonly url: string; readonly protocols: readonly string[] }): string =>
    [library.canonicalUrl?.(socket.url) ?? socket.url, ...socket.protocols].join(' ');
  return {
    dialled: distinct(dialled.map(told)),
    found: distinct(
      references.filter(isFound).map((reference) => told({ ...reference, url: reference.url ?? '' })),
    ),
    others: references
      .filter((reference) => !isFound(reference) && reference.role !== 'mentions')
      .map(gistOf),
  };
}

function gistOf({ library, role, url, unresolved, expression }: Reference): string {
  return `${library} ${role} ${url ?? `nothing, because ${unresolved}`} in ${expression.slice(0, 80)}`;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

const bundleUrl = 'https://shop.test/assets/bundle.js';

async function built(page: LibraryPage): Promise<{ html: string; files: Map<string, string> }> {
  const files = new Map<string, string>();
  for (const [url, file] of Object.entries(page.scripts ?? {}))
    files.set(url, readFileSync(new URL(`../../../../../node_modules/${file}`, import.meta.url), 'utf8'));
  if (page.entry !== undefined) files.set(bundleUrl, await bundle(page.entry, page.minify ?? false));
  const elements = [...files.keys()].map((url) => `<script src="${url}"></script>`);
  const inline = page.inline === undefined ? '' : `<script>${page.inline}</script>`;
  return {
    html: `<!doctype html><html><head>${page.head ?? ''}</head><body>${page.body ?? ''}${elements.join('')}${inline}</body></html>`,
    files,
  };
}

function ownFiles(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...files].filter(([url]) => url === bundleUrl));
}

async function referencesOf(
  url: string,
  html: string,
  files: ReadonlyMap<string, string>,
): Promise<readonly Reference[]> {
  const { parseUnits, evaluatorSteps, sourceMs } = defaultLimits;
  const analysis = createAnalysis({ parseUnits, evaluatorSteps, sourceMs });
  const { baseUrl } = await analysis.document({ url, text: html });
  for (const [file, text] of files)
    await analysis.script({ url: file, kind: 'script', goal: 'script', text, baseUrl, realm: url });
  const { references, problems } = await analysis.references();
  await analysis.close();
  const unparsed = problems.filter(({ reason }) => reason.startsWith('searched as text'));
  if (unparsed.length > 0) throw new Error(unparsed.map(({ reason }) => reason).join('; '));
  return references;
}
