import { beside, type Family, type HostileCase } from '../case.ts';

const text = 'a'.repeat(90_000);
const on = (name: string, code: string): HostileCase => ({
  name,
  ...beside(`const t = '${text}!'; const u = 'ws://h.test/'; ${code}`),
});

export const regex: Family = {
  name: 'catastrophic regular expressions',
  cases: [
    on('nested repetition', `/^(a+)+$/.test(t); new WebSocket(u + /(a+)+$/.exec(t))`),
    on('alternatives that overlap', `/^(a|a)*$/.test(t); /^(a|ab|aab)*c/.exec(t)`),
    on('counted repetition', `/(.*a){25}$/.test(t); /(a{1,99}){1,99}$/.test(t)`),
    on('many optional parts', `new RegExp('a?'.repeat(5000) + 'a'.repeat(5000)).test('a'.repeat(5000))`),
    on(
      'replace in a loop',
      `let s = t; for (let i = 0; i < 99; i++) s = s.replace(/(a*)*b/g, 'x'); new WebSocket(u + s)`,
    ),
    on('split', `t.split(/(a*)*b/); t.split(/(?:a|a)*$/)`),
    on('matchAll', `[...t.matchAll(/(a+)+b|(a*)*c/g)].length`),
    on('search from every place', `t.search(/a*a*a*b/); /a.*a.*a.*b/.test(t); /.*.*.*=.*/.exec(t)`),
    on('back references', `/(a*)*\\1b/.test(t); /(.+)\\1+$/.test(t); /^(a+)\\1\\1\\1$/.exec(t)`),
    on('look-ahead', `/^(?=(a+))\\1*b/.test(t); /(?=a*?b)(?!a*?c)a/.exec(t); /(?:(?=a+b)a)*c/.test(t)`),
    on('look-behind', `/(?<=(a+)+)b/.test(t); /(?<!a*b)c/.exec(t)`),
    on(
      'classes of all Unicode',
      `/[\\p{L}\\p{N}]+?(?:\\p{L}|\\p{L})*$/u.test(t); /[\\u{0}-\\u{10ffff}]*?\\u{1f600}/u.exec(t)`,
    ),
    on(
      'a source of 50 000 alternatives',
      `new RegExp(Array.from({ length: 4999 }, (_, i) => 'a' + i).join('|')).test(t)`,
    ),
    on('nested quantifiers of 2³¹', `/((((a{2147483647}){2147483647})))/.test(t); /a{0,65535}{0}/.test(t)`),
    on('a callback for each match', `t.replace(/a/g, m => t.replace(/a/g, n => m + n))`),
    on('sticky and global in a loop', `const r = /(a*)*b/gy; while (r.exec(t)) r.lastIndex++`),
    on(
      'one that the page is searched with',
      `location.href.match(/^(([a-z])+.)+[A-Z]([a-z])+$/) || new WebSocket(u + t.match(/^(([a-z])+.)+[A-Z]([a-z])+$/))`,
    ),
  ],
};
