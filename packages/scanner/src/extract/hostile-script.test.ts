import { describe, expect, it } from 'vitest';
import { analyse, told, withScript } from './testing/analyse.ts';

const socket = `new WebSocket('wss://still.example');`;
const found = 'connects wss://still.example/';

/** Code made to exhaust an evaluator; each also opens a socket that must still be found. */
const hostile: Readonly<Record<string, string>> = {
  'a sum of 100 000 terms': `const s = ${Array.from({ length: 100_000 }, () => '1').join('+')}; ${socket}`,
  'a string that doubles': `let s='aaaa'; for (let i=0;i<60;i++) s+=s; new WebSocket('wss://h.example/'+s.length); ${socket}`,
  'a template that doubles': `let s=\`\${x}a\`; for (let i=0;i<60;i++) s=s+s; ${socket}`,
  'an endless loop': `${socket} while (true) { a = a + 1 }`,
  'an endless loop before': `while (true) { a = a + 1; if (b) break } ${socket}`,
  'endless recursion': `function f(n){ return f(n+1) } f(0); ${socket}`,
  'mutual recursion with both branches': `function f(n){ if (x) return g(n); return f(n) } function g(n){ if (y) return f(n); return g(n) } f(); ${socket}`,
  'a cycle of objects': `const a={}; a.a=a; JSON.stringify(a); Object.assign(a,a); String(a); ${socket}`,
  'a cycle of prototypes': `const a={}; const b=Object.create(a); Object.setPrototypeOf(a,b); a.x; ${socket}`,
  'a cycle of getters': `const o={get a(){return this.b},get b(){return this.a}}; o.a; ${socket}`,
  'a huge array': `const a=new Array(4e9); a.fill(1); a.map(x=>x); a[3e9]=1; ${socket}`,
  'a growing array': `const a=[]; for(;;){ a.push(a) } ${socket}`,
  'a long repeat': `'a'.repeat(1e9); 'a'.padStart(1e9); ${socket}`,
  'a slow regular expression': `/^(a+)+$/.test('${'a'.repeat(50)}b'); /(a|a)*b/.exec('${'a'.repeat(50)}'); /(x+x+)+y/.test('${'x'.repeat(60)}'); ${socket}`,
  'a slow optional pattern': `/${'a?'.repeat(40)}${'a'.repeat(40)}/.test('${'a'.repeat(40)}'); ${socket}`,
  'many alternatives': `let u=''; ${Array.from({ length: 40 }, (_, i) => `if (c${i}) u+='${i}';`).join('')} ${socket}`,
  'many conditions': `${Array.from({ length: 2000 }, (_, i) => `if (c${i}) d${i} = 1; else e${i} = 2;`).join('')} ${socket}`,
  'nested unknown conditions': `${'if (a) {'.repeat(40)} x = 1 ${'} else { y = 2 }'.repeat(40)} ${socket}`,
  'nested calls of unknown functions': `${'f(() => '.repeat(60)}1${')'.repeat(60)}; ${socket}`,
  'a long else-if chain': `${Array.from({ length: 200 }, (_, i) => `if (a === ${i}) b = ${i};`).join(' else ')} ${socket}`,
  'a long conditional chain': `const v = ${Array.from({ length: 200 }, (_, i) => `a === ${i} ? ${i} : `).join('')} 0; ${socket}`,
  'names of prototypes': `const __proto__ = 1, constructor = 2, hasOwnProperty = 3; ({})['__proto__']['x'] = 1; Object.prototype.y = 2; ${socket}`,
  'invalid escapes': `try { decodeURIComponent('%'); } catch (e) {} try { atob('*') } catch (e) {} try { new RegExp('(') } catch (e) {} ${socket}`,
  'a generator without end': `function* g(){ let i=0; while(true) yield i++ } const [a]=g(); ${socket}`,
  'an async loop': `(async function f(){ await null; return f() })(); ${socket}`,
  'a proxy of everything': `const p = new Proxy({}, { get(){ return p } }); p.a.b.c(); ${socket}`,
};

describe('hostile scripts', () => {
  for (const [name, code] of Object.entries(hostile)) {
    it(`are survived: ${name}`, { timeout: 20_000 }, async () => {
      const { references } = await analyse(withScript(code));
      expect(references.map(told).filter((line) => line.includes('still.example'))).toEqual([found]);
    });
  }

  it('that do not parse are searched as text, which is told', async () => {
    const { references, problems } = await analyse(withScript(`const u = 'ws://broken.example/x'; if (`));
    expect(references.map(told)).toEqual(['names ws://broken.example/x (unparsed script)']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ source: 'https://shop.example/app/' });
    expect(problems[0]?.reason).toMatch(/^searched as text: /);
  });
});
