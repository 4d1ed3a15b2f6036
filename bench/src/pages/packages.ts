/** The real packages that pages are made of: pinned in `corpus/packages.json`, fetched once into `.cache`. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fetchPackages, npm } from '../npm.ts';
import { cacheFolder, corpusFolder } from './page.ts';

interface Manifest {
  /** Installed with their dependencies: what is bundled, and the bundlers. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** Applications that ship their front end built: only unpacked. */
  readonly tarballs: Readonly<Record<string, string>>;
}

export const packagesFolder = join(cacheFolder, 'packages');
const tarballsFolder = join(cacheFolder, 'tarballs');
const manifestFile = join(corpusFolder, 'packages.json');

/** Installs what the manifest names, unless this manifest was installed already. Install scripts do not run. */
export function installPackages(): void {
  const text = readFileSync(manifestFile, 'utf8');
  const stamp = join(cacheFolder, 'installed.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === text) return;
  const manifest = JSON.parse(text) as Manifest;
  fetchPackages(packagesFolder, manifest.dependencies);
  for (const [name, version] of Object.entries(manifest.tarballs)) unpack(name, version);
  writeFileSync(stamp, text);
}

/** A `require` that resolves as a file of the cache's package folder would. */
export const requirePackage = createRequire(join(packagesFolder, 'package.json'));

function unpack(name: string, version: string): void {
  const folder = join(tarballsFolder, name.replace(/^@/, '').replace('/', '-'));
  mkdirSync(folder, { recursive: true });
  const packed = npm(tarballsFolder, ['pack', `${name}@${version}`, '--silent']).trim();
  execFileSync('tar', ['xzf', join(tarballsFolder, packed), '-C', folder, '--strip-components=1']);
}
