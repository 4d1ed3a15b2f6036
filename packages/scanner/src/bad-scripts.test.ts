/** What a whole run says of scripts that are not what they should be: served on loopback, from the page to the report. */
import { afterEach, expect, test } from 'vitest';
import { httpServer } from './net/testing/servers.ts';
import type { Report } from './report.ts';
import { scan } from './scan.ts';

interface File {
  readonly type?: string;
  readonly text: string;
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function scanned(html: string, files: Readonly<Record<string, File>>): Promise<Report> {
  const server = await httpServer(({ url = '/' }, response) => {
    const file = url === '/' ? { type: 'text/html', text: html } : files[url];
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/javascript' });
    response.end(file?.text);
  });
  closers.push(() => server.close());
  return await scan(server.origin, { probe: 'none' });
}

/** The references, what became of the files, what the two rules of plaintext say, and what was not looked at. */
function told({ references, sources, rules, findings }: Report): unknown {
  const outcomeOf = (id: string): unknown => rules.find((rule) => rule.id === id)?.outcome;
  return {
    references: references.map(({ role, library, url }) => `${role} ${library} ${url}`),
    files: sources.slice(1).map(({ status }) => status),
    outcomes: [outcomeOf('plaintext-endpoint'), outcomeOf('plaintext-reference')],
    limited: findings
      .filter(({ rule, message }) => rule === 'coverage-limited' && !message.includes('got no handshake'))
      .map(({ message }) => /\(([^()]*)\)/.exec(message)?.[1]),
  };
}

const page = '<!doctype html><script src=/a.js></script>';
const dials = `new WebSocket('ws://named.example/x')`;

test.each<readonly [what: string, html: string, files: Readonly<Record<string, File>>, expected: unknown]>([
  [
    'a syntax error',
    page,
    { '/a.js': { text: `var a = ; ${dials}` } },
    {
      references: ['names text ws://named.example/x'],
      files: ['read'],
      outcomes: ['inconclusive', 'fail'],
      limited: ["searched as text: [1:8-1:9]: Unexpected token: ';'"],
    },
  ],
  [
    'another MIME type',
    page,
    { '/a.js': { type: 'text/plain', text: dials } },
    {
      references: ['connects websocket ws://named.example/x'],
      files: ['read'],
      outcomes: ['fail', 'pass'],
      limited: [],
    },
  ],
  [
    'a page in place of the script',
    page,
    {
      '/a.js': {
        type: 'text/html',
        text: '<!doctype html><title>Not found</title><a href="ws://named.example/x">',
      },
    },
    {
      references: [],
      files: ['failed'],
      outcomes: ['inconclusive', 'inconclusive'],
      limited: ['HTML came in place of the script, as from a server that answers every path with its page'],
    },
  ],
  [
    'modules in a circle',
    '<!doctype html><script type=module src=/a.js></script>',
    {
      '/a.js': {
        text: `import './b.js'; export const host = 'named.example'; new WebSocket('ws://' + host + '/x')`,
      },
      '/b.js': { text: `import { host } from './a.js'; import './b.js'; window.read = () => host` },
    },
    {
      references: ['connects websocket ws://named.example/x'],
      files: ['read', 'read'],
      outcomes: ['fail', 'pass'],
      limited: [],
    },
  ],
  [
    'a function that only looks like a library by its name',
    page,
    {
      '/a.js': {
        text: `(function () { function io(e) { return e } window.q = io('https://other.example/') })()`,
      },
    },
    { references: [], files: ['read'], outcomes: ['not-applicable', 'pass'], limited: [] },
  ],
  [
    'a line of nineteen megabytes',
    page,
    { '/a.js': { text: `var a=[${'"abcdefghij",'.repeat(1_460_000)}];${dials}` } },
    {
      references: ['names text ws://named.example/x'],
      files: ['read'],
      outcomes: ['inconclusive', 'fail'],
      limited: ['searched as text: it is larger than 8000000 characters'],
    },
  ],
  [
    'a line of more than is read',
    page,
    { '/a.js': { text: `var a=[${'"abcdefghij",'.repeat(1_600_000)}];${dials}` } },
    {
      references: [],
      files: ['read'],
      outcomes: ['inconclusive', 'inconclusive'],
      limited: ['only its first 20000000 bytes were read: more is over the limit'],
    },
  ],
])('%s', { timeout: 60_000 }, async (_, html, files, expected) => {
  expect(told(await scanned(html, files))).toEqual(expected);
});
