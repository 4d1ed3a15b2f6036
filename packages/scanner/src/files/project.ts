import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Place } from './place.ts';

/** A folder below a project and where its files are served, below the base URL. */
type Output = Omit<Place, 'files'>;

interface Framework {
  /** The package that tells it. */
  readonly package: string;
  readonly name: string;
  /** What its build writes: the first group of which a folder exists. */
  readonly outputs: readonly (readonly Output[])[];
  /** Configuration files in which `key: '…'` names another folder. */
  readonly config?: { readonly files: RegExp; readonly key: string };
}

const at = (folder: string, below = '', pages?: Output['pages']): Output => ({
  folder,
  below,
  ...(pages !== undefined && { pages }),
});

const only = (...folders: string[]): Output[][] => folders.map((folder) => [at(folder)]);

/** Most specific first: a Next.js project may hold Vite for its tests. */
const frameworks: readonly Framework[] = [
  {
    package: 'next',
    name: 'Next.js',
    outputs: [
      [at('out')],
      [
        at('.next/server/app', '', 'routes'),
        at('.next/server/pages', '', 'routes'),
        at('public'),
        at('.next/static', '_next/static/'),
      ],
    ],
  },
  { package: 'nuxt', name: 'Nuxt', outputs: only('.output/public', 'dist') },
  { package: 'gatsby', name: 'Gatsby', outputs: only('public') },
  {
    package: 'astro',
    name: 'Astro',
    outputs: only('dist/client', 'dist'),
    config: { files: /^astro\.config\.[cm]?[jt]s$/, key: 'outDir' },
  },
  {
    package: '@sveltejs/kit',
    name: 'SvelteKit',
    outputs: [
      ...only('build/client', 'build'),
      [at('.svelte-kit/output/prerendered/pages'), at('.svelte-kit/output/client')],
    ],
  },
  { package: '@angular/core', name: 'Angular', outputs: only('dist') },
  { package: 'react-scripts', name: 'Create React App', outputs: only('build') },
  { package: '@vue/cli-service', name: 'Vue CLI', outputs: only('dist') },
  { package: '@remix-run/react', name: 'Remix', outputs: only('build/client', 'public') },
  { package: '@react-router/dev', name: 'React Router', outputs: only('build/client') },
  { package: '@docusaurus/core', name: 'Docusaurus', outputs: only('build') },
  { package: 'vitepress', name: 'VitePress', outputs: only('docs/.vitepress/dist', '.vitepress/dist') },
  { package: 'vuepress', name: 'VuePress', outputs: only('docs/.vuepress/dist', '.vuepress/dist') },
  { package: '@11ty/eleventy', name: 'Eleventy', outputs: only('_site') },
  { package: '@ionic/core', name: 'Ionic', outputs: only('www', 'dist', 'build') },
  { package: 'quasar', name: 'Quasar', outputs: only('dist/spa', 'dist/pwa') },
  { package: 'ember-cli', name: 'Ember', outputs: only('dist') },
  { package: 'parcel', name: 'Parcel', outputs: only('dist') },
  {
    package: 'vite',
    name: 'Vite',
    outputs: only('dist'),
    config: { files: /^vite\.config\.[cm]?[jt]s$/, key: 'outDir' },
  },
  { package: 'webpack', name: 'webpack', outputs: only('dist') },
];

/** Where other builds, and those of no framework, write to. */
const usual = only('dist', 'build', 'out', 'public', 'www', '_site', 'storybook-static');

export type ProjectOutput = {
  /** The framework that the project is made with, where one is known. */
  readonly framework: string | null;
} & ({ readonly outputs: readonly Output[] } | { readonly lookedFor: readonly string[] });

/** Whether a folder is a project and not what a project was built to. */
export function isProject(folder: string): boolean {
  return existsSync(path.join(folder, 'package.json'));
}

/** The folders that a project's build wrote, by its package.json; or where they were looked for. */
export function outputOf(project: string): ProjectOutput {
  const packages = packagesOf(project);
  const known = frameworks.find((candidate) => packages.has(candidate.package));
  const framework = known?.name ?? null;
  const own = [...configured(project, known), ...(known?.outputs ?? [])];
  for (const group of [...own, ...usual]) {
    const outputs = group.filter(({ folder }) => isFolder(path.join(project, folder)));
    if (outputs.length > 0) return { framework, outputs: outputs.map((output) => served(project, output)) };
  }
  return {
    framework,
    lookedFor: (own.length > 0 ? own : usual).flatMap((group) => group.map(({ folder }) => folder)),
  };
}

function packagesOf(project: string): ReadonlySet<string> {
  const json = readRecord(path.join(project, 'package.json'));
  const groups = [json['dependencies'], json['devDependencies']];
  return new Set(groups.flatMap((group) => (isRecord(group) ? Object.keys(group) : [])));
}

/** The folder that a configuration file names in so many words: nothing of it is run. */
function configured(project: string, framework: Framework | undefined): Output[][] {
  if (framework?.config === undefined) return [];
  const { files, key } = framework.config;
  const names = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(
    (extension) => `${framework.package}.config.${extension}`,
  );
  for (const name of names.filter((candidate) => files.test(candidate))) {
    const text = readText(path.join(project, name)) ?? '';
    const folder = new RegExp(String.raw`\b${key}\s*:\s*['"\x60]([^'"\x60$]+)['"\x60]`).exec(text)?.[1];
    if (folder !== undefined && !path.isAbsolute(folder))
      return only(path.normalize(folder).replace(/\/$/, ''));
  }
  return [];
}

/** Of what Angular builds, the part that is served: `dist/<project>/browser`, or `dist/<project>` before Angular 17. */
function served(project: string, output: Output): Output {
  const { projects } = readRecord(path.join(project, 'angular.json'));
  const names = isRecord(projects) ? Object.keys(projects) : [];
  const parts = names.flatMap((name) => [`${output.folder}/${name}/browser`, `${output.folder}/${name}`]);
  const folder = parts.find((candidate) => isFolder(path.join(project, candidate)));
  return folder === undefined ? output : at(folder);
}

function readRecord(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(readText(file) ?? '');
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
