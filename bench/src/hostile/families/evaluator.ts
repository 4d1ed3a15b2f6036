import { beside, times, type Family, type HostileCase } from '../case.ts';

const run = (name: string, code: string): HostileCase => ({ name, ...beside(code) });

export const evaluator: Family = {
  name: 'cycles and fan-outs',
  cases: [
    run(
      'functions that call the next twice',
      `${times(60, (i) => `function f${i}(a) { return f${i + 1}(a + 1) + f${i + 1}(a + 2) }`)} function f60(a) { return a } new WebSocket('ws://h.test/' + f0(0))`,
    ),
    run(
      'functions that call all others',
      `${times(200, (i) => `function f${i}(a) { ${times(200, (j) => `if (a == ${j}) return f${j}(a);`)} }`)} f0(x)`,
    ),
    run(
      'mutual recursion without end',
      `function a(n) { return b(n + 1) } function b(n) { return a(n + 1) } new WebSocket('ws://h.test/' + a(0))`,
    ),
    run(
      'Ackermann',
      `function A(m, n) { return m ? n ? A(m - 1, A(m, n - 1)) : A(m - 1, 1) : n + 1 } new WebSocket('ws://h.test/' + A(4, 2))`,
    ),
    run(
      'getters in a ring',
      `const o = { get a() { return this.b }, get b() { return this.c }, get c() { return this.a } }; new WebSocket(o.a)`,
    ),
    run(
      'prototypes in a ring',
      `let o = {}; for (let i = 0; i < 1000; i++) o = Object.create(o); try { o.__proto__ = o } catch {} new WebSocket(o.url)`,
    ),
    run(
      'proxies within proxies',
      `let p = {}; for (let i = 0; i < 1000; i++) p = new Proxy(p, { get: (t, k) => t[k] }); new WebSocket(p.url)`,
    ),
    run(
      'promises that wait for themselves',
      `let p; p = Promise.resolve().then(() => p.then(() => p)); async function f() { for (;;) await f() } f(); p.then(u => new WebSocket(u))`,
    ),
    run(
      'generators without end',
      `function* g() { yield* g(); yield* g() } for (const x of g()) new WebSocket(x); [...g()]`,
    ),
    run(
      'map in map in map',
      `const a = Array.from({ length: 900 }, (_, i) => i); a.map(x => a.map(y => a.map(z => new WebSocket('ws://h.test/' + x + y + z))))`,
    ),
    run(
      'reduce that grows',
      `Array(5000).fill('a').reduce((s, x, i, a) => a.reduce((t, y) => t + y + s, ''), '')`,
    ),
    run(
      'sort by a comparison that calls sort',
      `function s(a) { return a.sort((x, y) => s(a) && 1) } s([3, 2, 1])`,
    ),
    run(
      'alternatives of alternatives',
      `let u = 'ws://'; ${times(64, (i) => `u += c${i} ? 'a${i}' : 'b${i}';`)} new WebSocket(u)`,
    ),
    run(
      'conditions inside loops inside conditions',
      `${times(40, (i) => `for (let i${i} of x${i}) if (y${i}) {`)} z = z + 1; ${'}'.repeat(40)} new WebSocket(z)`,
    ),
    run(
      'valueOf and toString in a ring',
      `const a = { toString() { return b + '' } }, b = { toString() { return a + '' } }; new WebSocket(a + '')`,
    ),
    run(
      'classes that extend each other',
      times(
        500,
        (i) =>
          `class C${i} extends (C${i + 1}) { constructor() { super(); super.x } static s = new C${i}() }`,
      ),
    ),
    run(
      'listeners that add listeners',
      `function f() { addEventListener('message', f); addEventListener('message', () => f()); setTimeout(f); setTimeout(f) } f()`,
    ),
    run(
      'eval of eval',
      `let s = '1'; for (let i = 0; i < 99; i++) s = 'eval(' + JSON.stringify(s) + ')'; eval(s); setTimeout(s); new Function(s)()`,
    ),
    run(
      'a script that writes itself',
      `function f() { document.write('<script>' + f + ';f();f()<' + '/script>') } f()`,
    ),
    run(
      'custom elements that create themselves',
      `customElements.define('x-y', class extends HTMLElement { connectedCallback() { this.innerHTML = '<x-y></x-y><x-y></x-y>' } }); document.body.innerHTML = '<x-y></x-y>'`,
    ),
    run(
      'a thousand loops of a thousand',
      times(1000, (i) => `for (let i = 0; i < 1000; i++) { v${i} = (v${i} || 0) + i; }`),
    ),
    run(
      'symbols that iterate for ever',
      `const o = { [Symbol.iterator]() { return this }, next() { return { value: o, done: false } } }; for (const [a, b] of o) new WebSocket(a); [...o]; new Map(o)`,
    ),
    run(
      'a scheduler of states',
      `function step(s, i) { while (true) switch (s) { case 0: s = 1; break; case 1: s = 0; i++; break; default: return i } } new WebSocket('ws://h.test/' + step(0, 0))`,
    ),
    run(
      'a long array that is shifted',
      `const a = Array(4999).fill(1); while (a.length) { a.unshift(a.shift()); a.splice(0, 0, 1); a.indexOf(2); a.includes(3) }`,
    ),
  ],
};
