import { listFolder } from './folder.ts';
import type { Place } from './place.ts';

/** A file with the URL at which it will be served. */
export interface ServedFile {
  readonly url: string;
  /** Other URLs at which static servers hand it out: those of a page. */
  readonly aliases: readonly string[];
  readonly absolute: string;
}

export interface Unserved {
  readonly url: string;
  readonly reason: string;
}

/** What is on disk, as a server at the base URL would hand it out. */
export class Served {
  readonly base: string;
  readonly files: readonly ServedFile[];
  readonly unread: readonly Unserved[];
  readonly #byUrl: ReadonlyMap<string, ServedFile>;

  private constructor(base: string, files: readonly ServedFile[], unread: readonly Unserved[]) {
    this.base = base;
    this.files = files;
    this.unread = unread;
    const byUrl = new Map<string, ServedFile>();
    const add = (url: string, file: ServedFile): void => {
      // What is served first wins, as a server's first handler does.
      if (!byUrl.has(keyOf(url))) byUrl.set(keyOf(url), file);
    };
    for (const file of files) add(file.url, file);
    for (const file of files) for (const alias of file.aliases) add(alias, file);
    this.#byUrl = byUrl;
  }

  /** Lists the places. `base` ends in a slash. Throws where a place cannot be entered at all. */
  static async at(base: string, places: readonly Place[]): Promise<Served> {
    const files: ServedFile[] = [];
    const unread: Unserved[] = [];
    for (const place of places) {
      const content = await listFolder(place.folder);
      const own = place.files === undefined ? null : new Set(place.files);
      const isOwn = ({ path }: { readonly path: string }): boolean =>
        own === null ? place.pages === undefined || isPage(path) : own.has(path);
      for (const { path, absolute } of content.files.filter(isOwn)) {
        const url = urlOf(base, place, path);
        files.push({ url, aliases: isPage(path) ? aliasesOf(url) : [], absolute });
      }
      for (const { path, reason } of content.unread) {
        if (own === null || own.has(path)) unread.push({ url: urlOf(base, place, path), reason });
      }
    }
    return new Served(base, files, unread);
  }

  /** The file that a URL leads to, as static servers find it; its query does not matter. */
  find(url: string): ServedFile | null {
    return this.#byUrl.get(keyOf(url)) ?? null;
  }
}

export function isPage(path: string): boolean {
  return /\.x?html?$/i.test(path);
}

/** `index.html` is its folder; a route has no extension. */
function urlOf(base: string, { below, pages }: Place, path: string): string {
  const name = path.replace(/(^|\/)index\.html?$/i, '$1');
  const served = pages === 'routes' ? name.replace(/\.html?$/i, '') : name;
  const encoded = encodeURI(below + served)
    .replaceAll('?', '%3F')
    .replaceAll('#', '%23');
  return new URL(`./${encoded}`, base).href;
}

/** The other URLs of a page: of a folder without its slash and by the file's name, of a file without its extension. */
function aliasesOf(page: string): string[] {
  if (!page.endsWith('/')) return isPage(page) ? [page.replace(/\.x?html?$/i, '')] : [`${page}.html`];
  const isRoot = new URL(page).pathname === '/';
  return [`${page}index.html`, ...(isRoot ? [] : [page.slice(0, -1)])];
}

/** Origin and path, however they are escaped. */
function keyOf(url: string): string {
  const { origin, pathname } = new URL(url);
  try {
    return origin + decodeURIComponent(pathname);
  } catch {
    return origin + pathname;
  }
}
