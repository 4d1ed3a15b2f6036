import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = path.dirname(fileURLToPath(import.meta.url));
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('testing/'))
  .map((file) => file.split(path.sep).join('/'));

interface Import {
  readonly file: string;
  readonly target: string;
}

const imports: Import[] = sources.flatMap((file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  return specifiers.map((specifier) => ({
    file,
    target: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier,
  }));
});

/** Folder → what it may import besides itself and the nouns: the table of ARCHITECTURE.md. */
const allowed: Record<string, readonly string[]> = {
  'net/': ['hosts.ts', 'version.ts', 'errors.ts', 'storage-state.ts', 'libraries/'],
  'collect/': [
    'dev-servers.ts',
    'net/network.ts',
    'extract/analysis.ts',
    'extract/data-url.ts',
    'extract/source-map.ts',
    'extract/source-map-comment.ts',
    'hosts.ts',
    'errors.ts',
  ],
  'files/': [
    'collect/budget.ts',
    'collect/decode.ts',
    'collect/file.ts',
    'collect/site.ts',
    'collect/source-maps.ts',
    'collect/source-record.ts',
    'extract/analysis.ts',
    'errors.ts',
  ],
  'extract/': ['libraries/', 'hosts.ts', 'csp.ts', 'free-heap.ts'],
  'libraries/': ['hosts.ts', 'extract/websocket-url.ts'],
  'probe/': [
    'net/',
    'libraries/',
    'close-codes.ts',
    'hosts.ts',
    'secrets.ts',
    'session-cookies.ts',
    'rules/list.ts',
    'rules/rule.ts',
  ],
  'rules/': [
    'remedies/',
    'close-codes.ts',
    'hosts.ts',
    'csp.ts',
    'secrets.ts',
    'session-cookies.ts',
    'dev-servers.ts',
  ],
  'remedies/': [],
  'proof/': ['libraries/', 'rules/rule.ts'],
  'report/': ['rules/list.ts', 'rules/rule.ts', 'remedies/', 'version.ts'],
  'demo/': [],
};
const nouns = ['artifacts.ts', 'report.ts', 'options.ts', 'limits.ts', 'clock.ts'];
const pure = [
  'extract/',
  'libraries/',
  'rules/',
  'remedies/',
  'proof/',
  'report/',
  'assess.ts',
  'close-codes.ts',
  'csp.ts',
  'baseline.ts',
  'compare.ts',
  'secrets.ts',
  'session-cookies.ts',
  'dev-servers.ts',
  'storage-state.ts',
];
const impureModules =
  /^(node:)?(fs|net|tls|http|https|http2|dns|dgram|child_process|vm)(\/|$)|^(ws|socks|undici)$/;

function within(target: string, places: readonly string[]): boolean {
  return places.some((place) => (place.endsWith('/') ? target.startsWith(place) : target === place));
}

describe('the dependency rules of ARCHITECTURE.md', () => {
  test('the walk sees the imports', () => {
    expect(imports).toContainEqual({ file: 'scan.ts', target: 'assess.ts' });
  });

  test.each(Object.entries(allowed))('%s imports only what it may', (folder, places) => {
    const local = imports.filter(({ file, target }) => file.startsWith(folder) && /\.tsx?$/.test(target));
    expect(local.filter(({ target }) => !within(target, [folder, ...nouns, ...places]))).toEqual([]);
  });

  test('rules do not import each other', () => {
    const shared = ['rules/rule.ts'];
    const between = imports.filter(
      ({ file, target }) =>
        within(file, ['rules/']) && file !== 'rules/list.ts' && within(target, ['rules/']),
    );
    const ruleFiles = imports.filter(({ file }) => file === 'rules/list.ts').map(({ target }) => target);
    expect(between.filter(({ target }) => !within(target, shared) && ruleFiles.includes(target))).toEqual([]);
  });

  test('what is pure touches neither network nor files', () => {
    expect(imports.filter(({ file, target }) => within(file, pure) && impureModules.test(target))).toEqual(
      [],
    );
  });

  test('only net/ and the demo open sockets', () => {
    const sockets = imports.filter(({ target }) =>
      /^node:(net|tls|http|https|http2|dns|dgram)|^(ws|socks)$/.test(target),
    );
    expect(sockets.filter(({ file }) => !within(file, ['net/', 'demo/']))).toEqual([]);
  });

  test('only files/ and cli/ touch the file system', () => {
    const users = imports.filter(({ target }) => /^(node:)?fs(\/|$)/.test(target));
    expect(users.filter(({ file }) => !within(file, ['files/', 'cli/']))).toEqual([]);
  });

  test('only cli/ writes to the console and to standard output', () => {
    const writers = sources.filter((file) =>
      /\bconsole\.|process\.(stdout|stderr)/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(writers.filter((file) => !within(file, ['cli/']))).toEqual([]);
  });

  test('nothing of a page is ever executed', () => {
    const evaluators = sources.filter((file) =>
      /\beval\(|new Function\(|node:vm/.test(
        readFileSync(path.join(root, file), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*|'[^']*'|`[^`]*`/g, ''),
      ),
    );
    expect(evaluators).toEqual([]);
  });

  test('no file is longer than 400 lines', () => {
    const long = sources.filter(
      (file) => readFileSync(path.join(root, file), 'utf8').split('\n').length > 401,
    );
    expect(long).toEqual([]);
  });
});
