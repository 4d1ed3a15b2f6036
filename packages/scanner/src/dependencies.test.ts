import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

interface Locked extends Manifest {
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly license?: string;
}

const root = new URL('../../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(read('package-lock.json'));
const documentation = read('docs/dependencies.md');
const packages = ['packages/scanner', 'packages/server'] as const;

function manifestOf(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(read(`${folder}/package.json`));
  return manifest;
}

/** Where npm puts what a package at this place asks for: the nearest `node_modules` above it. */
function placeOf(name: string, from: string): string | null {
  for (
    let folder = from;
    ;
    folder = folder.replace(/(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$|(?:^|\/)[^/]+$/, '')
  ) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (lock.packages[place]) return place;
    if (folder === '') return null;
  }
}

/** All that is installed with a package, by its place. */
function installedWith(folder: string): string[] {
  const places = new Set([folder]);
  for (const place of places) {
    const locked = lock.packages[place];
    const target = locked?.link ? (locked.resolved ?? '') : null;
    if (target !== null) places.add(target);
    for (const name of Object.keys({ ...locked?.dependencies, ...locked?.optionalDependencies })) {
      const found = placeOf(name, place);
      if (found !== null) places.add(found);
    }
  }
  return [...places].filter(
    (place) => place.includes('node_modules/') && lock.packages[place]?.link !== true,
  );
}

describe.each(packages)('%s', (folder) => {
  const manifest = manifestOf(folder);

  test('gives a reason for each of its dependencies, and for no other', () => {
    const section = documentation.split(`## \`${manifest.name}\``)[1]?.split('\n## ')[0] ?? '';
    const told = [...section.matchAll(/^\| `([^`]+)` +\| (.+?) +\|$/gm)].map(([, name]) => name);
    expect(told).toEqual(Object.keys(manifest.dependencies ?? {}).toSorted());
  });

  test('runs no script where it is installed, nor does anything that it brings along', () => {
    const installed = installedWith(folder);
    expect(installed.length).toBeGreaterThan(Object.keys(manifest.dependencies ?? {}).length);
    expect(installed.filter((place) => lock.packages[place]?.hasInstallScript === true)).toEqual([]);
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual(
      [],
    );
  });
});
