/** The labelled corpus: one folder for each page, `bench/corpus/<family>/<name>/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const corpusFolder = fileURLToPath(new URL('../../corpus', import.meta.url));
/** Packages, tarballs and built pages: everything that is fetched or made, and not committed. */
export const cacheFolder = fileURLToPath(new URL('../../../.cache/accuracy', import.meta.url));

/** One URL that a judgement speaks of, and why it was judged so. */
export interface Judged {
  readonly url: string;
  readonly why: string;
}

export interface BuildSpec {
  readonly tool: 'webpack' | 'rollup' | 'vite' | 'esbuild' | 'parcel';
  readonly mode: 'production' | 'development';
  /** A folder of `bench/corpus/apps`. */
  readonly app: string;
  /** Further switches of a page, e.g. `es5` (webpack with swc) or `iife` (esbuild). */
  readonly variant?: 'es5' | 'iife' | 'no-minify';
}

/** `label.json`. What a browser can tell is in `truth.json` instead. */
export interface Label {
  /** What the page shows, in one line; for shipped code, whose it is. */
  readonly about: string;
  /** `shipped`: made of code that others published. */
  readonly code: 'written' | 'shipped';
  /** Default `https://shop.test/`. */
  readonly url?: string;
  /** CSS selectors that the recorder clicks, in turn, after the load. */
  readonly clicks?: readonly string[];
  /** How long the recorder waits after load and clicks, ms. */
  readonly settleMs?: number;
  /** Response headers by path. */
  readonly headers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Path in the page → path below the cache folder, for files of real packages. */
  readonly vendor?: Readonly<Record<string, string>>;
  /** What the application's server would put into its page's placeholders. */
  readonly fill?: Readonly<Record<string, string>>;
  readonly build?: BuildSpec;
  /** Endpoints by the contract that this recording could not see: code that waits for a user, the other branch. */
  readonly also?: readonly Judged[];
  /** Recorded sockets that no reading of the code could foretell (a random name, a value from a server). */
  readonly unforeseeable?: readonly Judged[];
  /** Where no browser can run the page: its endpoints, and why by hand. */
  readonly byHand?: { readonly reason: string; readonly endpoints: readonly string[] };
  /** `plaintext-reference` and `plaintext-mention` that the contract's roles ask for; endpoints need no label. */
  readonly plaintext?: { readonly references?: readonly Judged[]; readonly mentions?: readonly Judged[] };
}

/** `truth.json`: what Chromium dialled, canonical, sorted. */
export interface Truth {
  readonly browser: string;
  readonly sockets: readonly string[];
}

export interface CorpusPage {
  /** `<family>/<name>`. */
  readonly id: string;
  readonly family: string;
  readonly url: string;
  readonly label: Label;
  readonly truth: Truth | null;
  /** Where files are looked up, in order: the committed folder, then the assembled one. */
  readonly folders: readonly string[];
}

/** Every page, or those whose id contains one of `wanted`, in order of their ids. */
export function loadPages(wanted: readonly string[] = []): readonly CorpusPage[] {
  return subfolders(corpusFolder)
    .filter((family) => family !== 'apps')
    .flatMap((family) => subfolders(join(corpusFolder, family)).map((name) => loadPage(family, name)))
    .filter(({ id }) => wanted.length === 0 || wanted.some((part) => id.includes(part)));
}

function loadPage(family: string, name: string): CorpusPage {
  const folder = join(corpusFolder, family, name);
  const label = readJson(join(folder, 'label.json')) as Label;
  const truthFile = join(folder, 'truth.json');
  return {
    id: `${family}/${name}`,
    family,
    url: label.url ?? 'https://shop.test/',
    label,
    truth: existsSync(truthFile) ? (readJson(truthFile) as Truth) : null,
    folders: [folder, assembledFolder(`${family}/${name}`)],
  };
}

/** Where the vendored and built files of a page are put. */
export function assembledFolder(id: string): string {
  return join(cacheFolder, 'pages', id);
}

function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} could not be read as JSON`, { cause });
  }
}
