import { expect, it } from 'vitest';
import { turbopackChunks } from './turbopack-chunks.ts';

const url = 'https://cdn.example/shop/_next/static/chunks/a6e6.js';
const head = '(globalThis.TURBOPACK||(globalThis.TURBOPACK=[])).push([document.currentScript,13181,';

function told(code: string, from = url): string[] {
  const source = { url: from, kind: 'script', goal: 'script', text: code, baseUrl: url, realm: url } as const;
  return turbopackChunks(source).map((chunk) => `${chunk.url} ${chunk.goal} ${chunk.from.line} ${chunk.via}`);
}

it('reads the chunks of modules that are imported later', () => {
  const code = `${head}\nt=>{t.v(o=>Promise.all(["static/chunks/b2.js","static/chunks/c3.css","static/chunks/d4.js"].map(o=>t.l(o))).then(()=>o(7)))}]);`;
  expect(told(code)).toEqual([
    'https://cdn.example/shop/_next/static/chunks/b2.js script 2 chunk',
    'https://cdn.example/shop/_next/static/chunks/d4.js script 2 chunk',
  ]);
});

it.each([
  ['of no chunk of Turbopack', `["static/chunks/b2.js"].map(o=>t.l(o))`, url],
  [
    'of a chunk that lies elsewhere',
    `${head}["static/chunks/b2.js"].map(o=>t.l(o))`,
    'https://cdn.example/a.js',
  ],
  ['of a list for another purpose', `${head}["static/chunks/b2.js"].map(o=>t.l(p))`, url],
  ['of a source without a URL', `${head}["a.js"].map(o=>t.l(o))`, 'a.js'],
])('reads none %s', (_what, code, from) => {
  expect(told(code, from)).toEqual([]);
});
