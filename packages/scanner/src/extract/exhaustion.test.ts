import { expect, test } from 'vitest';
import { createAnalysis } from './core.ts';

const url = 'https://shop.example/';

/** What is told of a page with one script whose evaluation has so many steps. */
async function told(code: string, evaluatorSteps: number): Promise<readonly (readonly unknown[])[]> {
  const analysis = createAnalysis({ parseUnits: 8_000_000, evaluatorSteps, sourceMs: 15_000 });
  await analysis.document({ url, text: `<script>${code}</script>` });
  const { references, problems } = await analysis.references();
  return [references.map((reference) => reference.url), problems.map(({ reason }) => reason)];
}

const busy = `var s = ''; for (var i = 0; i < 1000; i++) { s += f(i) } function f(i) { return String(i) }`;

test('code that a budget kept from being followed is told, if it may open sockets', async () => {
  const code = `${busy}; var Socket = window.WebSocket; new Socket(location.origin + s.length)`;
  const [found, problems] = await told(code, 60);
  expect([found, problems]).toEqual([
    [],
    ['it speaks of WebSockets, and a budget of the analysis ran out before all of it was followed'],
  ]);
});

test('and not if it does not', async () => {
  expect(await told(`${busy}; go(s.length, "ws://x.example/")`, 60)).toEqual([['ws://x.example/'], []]);
});

test('and not if it was followed', async () => {
  expect(await told(`if (window.WebSocket) new WebSocket('wss://live.example/')`, 100_000)).toEqual([
    ['wss://live.example/'],
    [],
  ]);
});

test('what nothing calls is entered from the nearest to a socket on, as far as the steps last', async () => {
  const far = Array.from(
    { length: 40 },
    (_, index) => `function far${index}() { for (var i = 0; i < 1000; i++) note(i, ${index}, near.name) }`,
  );
  const padding = `/*${'.'.repeat(12_000)}*/`;
  const near = `function near() { new WebSocket('wss://near.example/' + location.hash.length) }`;
  expect(await told([padding, ...far, near].join(''), 60_000)).toEqual([['wss://near.example/0'], []]);
});

function flip(text: string): string {
  return Array.from(text, (character) => String.fromCharCode(character.charCodeAt(0) ^ 1)).join('');
}

test('a page with little code gets the steps that decoding its strings takes', async () => {
  const texts = Array.from({ length: 60 }, (_, index) => flip(`wss://h${index}.example/${'.'.repeat(60)}`));
  const code = `
    function decode(text) { var out = ''; for (var i = 0; i < text.length; i++) out += String.fromCharCode(text.charCodeAt(i) ^ 1); return out }
    var texts = ${JSON.stringify(texts)}.map(decode); new WebSocket(texts[59].slice(0, 20))`;
  expect(await told(code, 2_000_000)).toEqual([['wss://h59.example/'], []]);
  expect(await told(`/*${'.'.repeat(100_000)}*/${code}`, 2_000_000)).toEqual([[null], []]);
});

test('an instance of a class is known by its methods where its constructor is followed no further', async () => {
  const many = 'new Live(window.a);'.repeat(60);
  const code = `class Base { constructor(given) { this.given = given } }
    class Live extends Base { constructor(given) { super(given) } open(path) { new WebSocket('wss://made.example' + path) } }
    document.onclick = function () { ${many} new Live(window.b).open('/late') }`;
  expect(await told(code, 1_000_000)).toEqual([['wss://made.example/late'], []]);
});

test('a method of a known object is called more often than one of which nothing is known', async () => {
  const signals = Array.from({ length: 10 }, (_, index) => `read.call({ value: '/${index}' })`).join(' + ');
  const code = `function read() { ${'/* '.padEnd(220, '-')} */ return this.value }
    document.onclick = function () { new WebSocket('wss://read.example' + ${signals}) }`;
  expect(await told(code, 1_000_000)).toEqual([['wss://read.example/0/1/2/3/4/5/6/7/8/9'], []]);
});

test('what is not set at the end of a host is no part of an alternative that is', async () => {
  const code = `function open(path) { new WebSocket('wss://host.example' + path) }
    open(localStorage.given ? '/set' : undefined); document.onclick = () => open(localStorage.given ? null : '/late')`;
  expect(await told(code, 1_000_000)).toEqual([['wss://host.example/set', 'wss://host.example/late'], []]);
});

test('what nothing calls is entered by what calls it, with what it is given there', async () => {
  const code = `function Chat({ path = '/default', secure = true }) { new WebSocket((secure ? 'wss' : 'ws') + '://chat.example' + path) }
    function Page() { new WebSocket('wss://page.example'); Chat({ path: '/given' }) }`;
  expect(await told(code, 1_000_000)).toEqual([['wss://chat.example/given', 'wss://page.example/'], []]);
});

test('a library that has not been started does not end what is entered without it', async () => {
  const code = `var owner = null; function outside() { throw new Error('no component is being made') }
    function invariant(holds, message) { if (!holds) { throw new Error(message) } }
    function effect(run) { owner === null && outside(); invariant(owner, 'no owner'); run() }
    function Live() { effect(() => { new WebSocket('wss://effect.example') }); new WebSocket('wss://after.example') }`;
  expect(await told(code, 1_000_000)).toEqual([['wss://effect.example/', 'wss://after.example/'], []]);
});

test('and what the page itself runs ends where it throws: the socket behind that is not reached', async () => {
  const code = `function outside() { throw new Error('no') } function start() { outside(); new WebSocket('wss://never.example') } start()`;
  expect(await told(code, 1_000_000)).toEqual([[null, 'wss://never.example/'], []]);
});

test('a list within itself, or within many others, has a text', async () => {
  const nested = Array.from({ length: 60 }, (_, index) => `a${index + 1} = [a${index}, a${index}]`).join(
    ', ',
  );
  const code = `var list = ['/in']; list.push(list); list.push(location.hash ? list : [list]);
    new WebSocket('wss://cycle.example' + list.join('-'));
    var a0 = ['/deep'], ${nested}; String(a60); new WebSocket('wss://after.example')`;
  expect(await told(code, 300_000)).toEqual([['wss://cycle.example/in--', 'wss://after.example/'], []]);
});

test('a name that was not calculated to the end chooses none of the values it could stand for', async () => {
  const page = { host: 'shop.example', path: 'live', fallback: 'wss://backup.example/' };
  const code = (name: string): string =>
    `function decoded(n) { return n > 99 ? 'fallback' : decoded(n + 1) } var page = ${JSON.stringify(page)};
    new WebSocket(page[${name}])`;
  expect(await told(code('decoded(0)'), 2_000_000)).toEqual([['wss://backup.example/', null], []]);
  expect(await told(code('decoded(95)'), 2_000_000)).toEqual([['wss://backup.example/'], []]);
  expect(await told(code(`localStorage.getItem('chosen')`), 2_000_000)).toEqual([
    ['wss://shop.example/shop.example', 'wss://shop.example/live', 'wss://backup.example/'],
    [],
  ]);
});
