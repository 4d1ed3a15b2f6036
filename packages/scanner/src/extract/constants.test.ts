import { expect, test } from 'vitest';
import { analyse, told, withScript } from './testing/analyse.ts';

/** Found by comparing what the evaluator takes for constants with what Node computes (`npm run fuzz`). */
test.each([
  ['String(undefined)', 'undefined'],
  ['String()', ''],
  ['Number(undefined)', 'NaN'],
  ['Number()', '0'],
  ['[null, 1].join(null)', 'null1'],
  ['"12px".split(undefined, 0).length', '0'],
  ['"true".split("", "").length', '0'],
  ['"a,b,c".split(",", 2).join("-")', 'a-b'],
  ['String([location.hash ? null : null])', ''],
  ['Object.keys({ a: 1, b: 2 }).join()', 'a,b'],
  ['Object.keys([, "a", , "b"]).join()', '1,3'],
  ['(() => { const a = []; a[2] = 1; return Object.keys(a).join() })()', '2'],
  ['(() => { let at = ""; for (const i in [, "a"]) at += i; return at })()', '1'],
  ['[0, 1, "length", "x"].map((name) => name in [, "a"]).join()', 'false,true,true,false'],
  ['[, "a"].hasOwnProperty(0)', 'false'],
  ['[, "a"].hasOwnProperty(1)', 'true'],
  ['String([, "a", ,].length)', '3'],
  ['[...[, "a"]].map(String).join()', 'undefined,a'],
  ['(([a = "none", b] = []) => a + b)([, "b"])', 'noneb'],
  ['[1, NaN].includes(NaN)', 'true'],
  ['[1, NaN].indexOf(NaN)', '-1'],
  ['(() => { class A { static p = "a" } return class extends A { static q = super.p + "b" } })().q', 'ab'],
  ['(() => { const o = {}; o.__proto__ = { a: 1 }; return o.a })()', '1'],
  ['("k" + Math.random()) === window', 'false'],
  ['Math.random() + "b" === "c"', 'false'],
  ['("k" + Math.random()) == null', 'false'],
  ['new Map([["a", 1]]).set("b", 2).size', '2'],
  ['new Set([1, 2, 2]).size', '2'],
  ["[...new Map([['a', 'x']]).values()].join()", 'x'],
  ["new Set('ab').entries().next().value.join()", 'a,a'],
  ['[3, 10, 2].toSorted().join()', '10,2,3'],
  ['String([true, []].flat(null))', 'true,'],
  ['String([[1, [2, []]]].flat(undefined))', '1,2,'],
  ['[[1, [2]]].flat(2).length', '2'],
  ["[1, 2, 3].with(-1, 'x').join()", '1,2,x'],
  ['[1, 2, 3].toSpliced(1, 1).join()', '1,3'],
  ['[1, 2, 1].findLastIndex((x) => x === 1)', '2'],
  ['[5, 6].entries().next().value.join()', '0,5'],
  ["(function* () { yield 'a'; yield 'b' })().next().value", 'a'],
  ['((it) => (it.next(), it.next(), it.next().done))([1].values())', 'true'],
  ["[...'a1b2'.matchAll(/[a-z](\\d)/g)].map((match) => match[1]).join()", '1,2'],
  ["parseInt('0x1f')", '31'],
  ["Number.parseInt('7', 8)", '7'],
  ['Number.MAX_SAFE_INTEGER', '9007199254740991'],
  ["new URLSearchParams('a=1&b=2').size", '2'],
  ["URL.canParse('nope')", 'false'],
  ["URL.canParse('nope', location.href)", 'true'],
  ["JSON.parse('[1,2]', (key, value) => (typeof value === 'number' ? value * 2 : value)).join()", '2,4'],
  ["JSON.parse(JSON.stringify({ a: 1, b: 2 }, ['a'])).b", 'undefined'],
  ['Object.getOwnPropertyDescriptors({ a: 1 }).a.value', '1'],
  ['(function named() {}).name', 'named'],
  ["(() => { try { return null.x } catch { return 'caught' } })()", 'caught'],
  ['new TextDecoder().decode(new Uint8Array([119, 115]))', 'ws'],
  ["new TextDecoder().decode(Uint8Array.from(atob('d3M='), (c) => c.charCodeAt(0)))", 'ws'],
  ["String.fromCharCode(...new TextEncoder().encode('ws'))", 'ws'],
  [
    '((bytes) => (bytes.set([119, 115], 1), String.fromCharCode(...bytes.subarray(1))))(new Uint8Array(3))',
    'ws',
  ],
  ['new Uint8Array([257, -1]).join()', '1,255'],
])('%s is %s', async (expression, value) => {
  const { references } = await analyse(
    withScript(`new WebSocket('wss://h.example/' + (${expression}) + '!')`),
  );
  expect(references.map(told)).toEqual([`connects wss://h.example/${value}!`]);
});

test.each([
  'Object("text").length',
  'Object.keys("text").length',
  '({ ...Object("text") })[0]',
  'Object.keys(({}).__proto__).join()',
  '[unknown, "x"].flat()[1]',
  '[].concat(unknown, "x")[1]',
  '[unknown].flat().length',
  'JSON.stringify({ a: "x" }, () => "y")',
  '("x" + unknown).replace(/[^x]/g, "")',
  'new Uint8Array(100_000)[0]',
  'new TextDecoder("utf-16le").decode(new Uint8Array([120, 0]))',
])('%s is not known, rather than wrong', async (expression) => {
  const script = `const unknown = load(); new WebSocket('wss://h.example/' + ${expression})`;
  const { references } = await analyse(withScript(script));
  expect(references.filter(({ role }) => role === 'connects').map(({ url }) => url)).not.toContain(
    'wss://h.example/x',
  );
  expect(references.every(({ url }) => url === null || url === 'wss://h.example/')).toBe(true);
});

test.each(['+a', 'String(a)', 'a.constructor', 'a.valueOf()', 'document.createElement("constructor").src'])(
  '%s of an element is followed without a mistake',
  async (expression) => {
    const { references, problems } = await analyse(
      `<div id=a></div><constructor id=b></constructor><script>${expression}; new WebSocket('/live')</script>`,
    );
    expect([references.map(told), problems]).toEqual([['connects wss://shop.example/live'], []]);
  },
);
