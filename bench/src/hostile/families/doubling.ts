import { beside, type Family, type HostileCase } from '../case.ts';

const double = (name: string, code: string): HostileCase => ({ name, ...beside(code) });

export const doubling: Family = {
  name: 'strings that double',
  cases: [
    double(
      'by addition in a loop',
      `let s = 'aaaa'; for (let i = 0; i < 64; i++) s += s; new WebSocket('ws://h.test/' + s)`,
    ),
    double(
      'by addition, written out',
      `s0 = 'aaaa';${Array.from({ length: 64 }, (_, i) => `s${i + 1} = s${i} + s${i};`).join('')}`,
    ),
    double('in a template', `let s = 'aaaa'; for (let i = 0; i < 64; i++) s = \`\${s}\${s}\``),
    double(
      'with an unknown part',
      `let s = x + 'a'; for (let i = 0; i < 64; i++) s += s; new WebSocket('ws://h.test/' + s)`,
    ),
    double('by replaceAll', `let s = 'a'; for (let i = 0; i < 64; i++) s = s.replaceAll('a', 'aa')`),
    double(
      'by replace with the match twice',
      `let s = 'a'; for (let i = 0; i < 64; i++) s = s.replace(/a/g, '$&$&')`,
    ),
    double(
      'by what comes before and after',
      `let s = 'abc'; for (let i = 0; i < 64; i++) s = s.replace('b', "b$\`$'b")`,
    ),
    double('by split and join', `let s = 'ab'; for (let i = 0; i < 64; i++) s = s.split('').join(s)`),
    double('by concat of arrays', `let a = [1]; for (let i = 0; i < 64; i++) a = a.concat(a); a.join()`),
    double('by spreading arrays', `let a = [1]; for (let i = 0; i < 64; i++) a = [...a, ...a]; a.push(...a)`),
    double('by JSON in JSON', `let s = '"'; for (let i = 0; i < 64; i++) s = JSON.stringify(s)`),
    double(
      'by percent encoding',
      `let s = '%'; for (let i = 0; i < 1000; i++) s = encodeURIComponent(s + s)`,
    ),
    double('by base64', `let s = 'a'; for (let i = 0; i < 200; i++) s = btoa(s + s)`),
    double(
      'by recursion',
      `function d(n) { return n ? d(n - 1) + d(n - 1) : 'a' } new WebSocket('ws://h.test/' + d(60))`,
    ),
    double(
      'of keys',
      `let o = {}; let k = 'k'; for (let i = 0; i < 64; i++) { k += k; o[k] = k } JSON.stringify(o)`,
    ),
    double(
      'of an object inside itself',
      `let o = { a: 1 }; for (let i = 0; i < 64; i++) o = { a: o, b: o }; JSON.stringify(o); String(o)`,
    ),
    double(
      'of the location',
      `let u = location.href; for (let i = 0; i < 64; i++) u = new URL('?' + u + u, u).href; new WebSocket(u.replace('http', 'ws'))`,
    ),
    double(
      'by String.raw and concat',
      `let s = 'a'; for (let i = 0; i < 64; i++) s = s.concat(s, String.raw\`\${s}\${s}\`)`,
    ),
  ],
};
