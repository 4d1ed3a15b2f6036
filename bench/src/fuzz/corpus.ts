import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { families } from '../hostile/families.ts';

const root = fileURLToPath(new URL('../../corpus', import.meta.url));
/** Larger texts are left to the hostile corpus: small ones are tried more often. */
const most = 6_000;

function filesOf(extension: RegExp): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => extension.test(file))
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .filter((text) => text.length <= most);
}

const hostilePages = families
  .flatMap(({ cases }) => cases)
  .flatMap(({ page }) => (typeof page === 'string' && page.length <= most ? [page] : []));

/** Pages of the accuracy corpus and of the hostile one. */
export const pages: readonly string[] = [...filesOf(/\.html$/), ...hostilePages];

const inline = pages.flatMap((page) => [...page.matchAll(/<script>([^<]*)/g)].map(([, text]) => text ?? ''));

/** Scripts of both. */
export const scripts: readonly string[] = [...filesOf(/\.m?js$/), ...inline].filter(
  (text) => text.trim() !== '',
);
