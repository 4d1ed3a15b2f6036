/** Puts the vendored and built files of pages into the cache, where the site looks for them. */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bundle } from './bundle.ts';
import { installPackages, packagesFolder } from './packages.ts';
import { assembledFolder, cacheFolder, corpusFolder, type CorpusPage } from './page.ts';

/** Assembles each of these pages that has changed since it was assembled last. */
export async function assemble(pages: readonly CorpusPage[]): Promise<void> {
  const wanting = pages.filter(({ label }) => label.vendor !== undefined || label.build !== undefined);
  if (wanting.length > 0) installPackages();
  for (const page of wanting) await assemblePage(page);
}

async function assemblePage(page: CorpusPage): Promise<void> {
  const { id, label } = page;
  const folder = assembledFolder(id);
  const stampFile = `${folder}.stamp`;
  const source = label.build ? join(corpusFolder, 'apps', label.build.app) : null;
  const stamp = fingerprint([
    JSON.stringify([label.vendor, label.build, label.fill]),
    ...(source ? textsBelow(source) : []),
  ]);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, from] of Object.entries(label.vendor ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(cacheFolder, from), join(folder, path), { recursive: true });
  }
  for (const [placeholder, value] of Object.entries(label.fill ?? {})) fillIn(page, placeholder, value);
  if (label.build && source) {
    console.error(`building ${id}`);
    const work = join(packagesFolder, 'work', id.replaceAll('/', '-'));
    rmSync(work, { recursive: true, force: true });
    cpSync(source, work, { recursive: true });
    await bundle(label.build, work, folder);
  }
  writeFileSync(stampFile, stamp);
}

function fillIn({ id, url }: CorpusPage, placeholder: string, value: string): void {
  const file = join(assembledFolder(id), new URL('index.html', url).pathname);
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replaceAll(placeholder, () => value),
  );
}

function fingerprint(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}

function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'));
}
