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

async function assemblePage({ id, label }: CorpusPage): Promise<void> {
  const folder = assembledFolder(id);
  const stampFile = `${folder}.stamp`;
  const source = label.build ? join(corpusFolder, 'apps', label.build.app) : null;
  const stamp = fingerprint([
    JSON.stringify([label.vendor, label.build, label.fill]),
    ...(source ? filesBelow(source).map((file) => readFileSync(file, 'utf8')) : []),
  ]);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;

  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [path, from] of Object.entries(label.vendor ?? {})) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(cacheFolder, from), join(folder, path), { recursive: true });
  }
  if (label.fill) fillIn(folder, label.fill);
  if (label.build && source) {
    console.error(`building ${id}`);
    const work = join(packagesFolder, 'work', id.replaceAll('/', '-'));
    rmSync(work, { recursive: true, force: true });
    cpSync(source, work, { recursive: true });
    await bundle(label.build, work, folder);
  }
  writeFileSync(stampFile, stamp);
}

/** Servers that fill placeholders do so in every text that they serve. */
function fillIn(folder: string, values: Readonly<Record<string, string>>): void {
  for (const file of filesBelow(folder).filter((name) => /\.(?:html|js)$/.test(name))) {
    const before = readFileSync(file, 'utf8');
    const after = Object.entries(values).reduce(
      (text, [name, value]) => text.replaceAll(name, () => value),
      before,
    );
    if (after !== before) writeFileSync(file, after);
  }
}

function fingerprint(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}
