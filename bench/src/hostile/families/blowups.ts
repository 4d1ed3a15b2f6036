import { beside, type Family, type HostileCase } from '../case.ts';

const blow = (name: string, code: string): HostileCase => ({ name, ...beside(code) });
const large = [1e5, 1e7, 2 ** 28, 2 ** 31, 2 ** 53];
const each = (code: (size: number) => string): string => large.map(code).join(';');

export const blowups: Family = {
  name: 'blow-ups',
  cases: [
    blow(
      'repeat',
      each((n) => `new WebSocket('ws://h.test/' + 'ab'.repeat(${n}))`),
    ),
    blow('repeat of a repeat', `new WebSocket('ws://h.test/' + 'a'.repeat(9e4).repeat(9e4).repeat(9e4))`),
    blow(
      'padStart and padEnd',
      each((n) => `'a'.padStart(${n}, 'xyz') + 'a'.padEnd(${n}, 'xyz')`),
    ),
    blow(
      'join of holes',
      each((n) => `new Array(${n}).join('abc')`),
    ),
    blow(
      'fill',
      each((n) => `Array(${n}).fill('abc').join('')`),
    ),
    blow(
      'from a length',
      each((n) => `Array.from({ length: ${n} }, () => 'a').join('')`),
    ),
    blow(
      'a length that is set',
      each((n) => `a = []; a.length = ${n}; a.map(x => 1).join('')`),
    ),
    blow(
      'an index far away',
      each((n) => `a = []; a[${n}] = 1; a.reverse().join()`),
    ),
    blow(
      'typed arrays',
      each((n) => `new Uint8Array(${n}).map(x => x).join(); new ArrayBuffer(${n})`),
    ),
    blow('flat', `let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; a.flat(Infinity).join()`),
    blow('a Map of many', `new Map(Array.from({ length: 1e7 }, (_, i) => [i, i]))`),
    blow(
      'toString of large numbers',
      `(2 ** 1000).toString(2); 1e308.toFixed(100); 10n ** 1000000n; 2n ** 99999999n`,
    ),
    blow(
      'fromCharCode of many',
      `String.fromCharCode.apply(null, Array(1e6).fill(65)); String.fromCharCode(...Array(1e6).fill(65))`,
    ),
    blow(
      'search parameters',
      `const p = new URLSearchParams(); for (let i = 0; i < 1e6; i++) p.append('a', p); new WebSocket('ws://h.test/?' + p)`,
    ),
    blow('split into letters', `'a'.repeat(99999).split('').map(c => c.repeat(99999)).join('')`),
    blow('normalize', `'\\ufdfa'.repeat(99999).normalize('NFKD').normalize('NFKD').toUpperCase()`),
    blow(
      'upper case that grows',
      `let s = '\\u0149ß'.repeat(9e4); for (let i = 0; i < 99; i++) s = s.toUpperCase() + s.toLowerCase()`,
    ),
    blow('escape', `let s = '\\u2028'; for (let i = 0; i < 99; i++) s = escape(s + s)`),
  ],
};
