/** The files that a page is made of, as its server would give them out. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { CorpusPage } from './page.ts';

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  css: 'text/css',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

export interface ServedFile {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * The file at a URL. Hosts other than the page's own are folders named `@<host>`, so that a page can bring
 * its CDN with it. Null where there is none.
 */
export function fileAt(page: CorpusPage, url: URL): ServedFile | null {
  const path = decodeURIComponent(url.pathname);
  if (path.split('/').includes('..')) return null;
  const file = path.endsWith('/') ? `${path}index.html` : path;
  const host = url.hostname === new URL(page.url).hostname ? '' : `@${url.hostname}`;
  for (const folder of page.folders) {
    const full = join(folder, host, file);
    if (existsSync(full) && statSync(full).isFile()) return { type: typeOf(full), body: readFileSync(full) };
  }
  return null;
}

/** The text of every page, script and data file that the page's folders hold. */
export function textsOf(page: CorpusPage): readonly string[] {
  return page.folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((name) => !isCorpusRecord(name) && /\.(?:html|m?js|json|txt|css)$/.test(name))
          .map((name) => join(folder, name))
          .filter((file) => statSync(file).isFile())
          .map((file) => readFileSync(file, 'utf8'))
      : [],
  );
}

/** `src/` is what a bundler was given: the page's server does not have it. */
function isCorpusRecord(name: string): boolean {
  return name === 'label.json' || name === 'truth.json' || name.startsWith(`src${sep}`);
}

function typeOf(file: string): string {
  return types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
