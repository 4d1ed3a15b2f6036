import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs pinned packages into a folder of the cache, unless the same manifest was installed there before. Install
 * scripts do not run.
 *
 * @param manifest JSON with `dependencies`
 */
export function installDependencies(folder: string, manifest: string): void {
  const stamp = join(folder, 'installed.json');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === manifest) return;
  const { dependencies } = JSON.parse(manifest) as { dependencies: Dependencies };
  fetchPackages(folder, dependencies);
  writeFileSync(stamp, manifest);
}

type Dependencies = Readonly<Record<string, string>>;

/** Installs exactly these into the folder, which is made. */
export function fetchPackages(folder: string, dependencies: Dependencies): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  console.error(`fetching ${Object.keys(dependencies).length} packages into ${folder}`);
  npm(folder, [
    'install',
    '--ignore-scripts',
    '--legacy-peer-deps',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
}

/** Runs npm and returns what it prints; its complaints go to stderr. */
export function npm(cwd: string, args: readonly string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
