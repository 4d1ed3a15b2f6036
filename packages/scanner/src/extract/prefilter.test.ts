import { describe, expect, it } from 'vitest';
import { definingAny, mayImport, Prefilter } from './prefilter.ts';

const url = 'https://shop.example/app.js';
const much = ';x()'.repeat(5_000);

function mayMatter(text: string): boolean {
  return new Prefilter().mayMatter({ text, realm: url });
}

describe('whether a script is worth parsing', () => {
  it.each([
    'new WebSocket(u)',
    'const u = "wss://a.example"',
    'const u = "\\x77\\x73\\x73"',
    'atob("d3NzOi8vYQ==")',
    'new SockJS("/echo")',
    'require("socket.io-client")',
    'io()',
    'io({ path: "/live" })',
    'io.connect(location.origin)',
    'var io = window.io; io()',
    'import(name)',
    'import(`./${name}.js`)',
    'import(/* webpackChunkName: "a" */ name)',
    'new Worker(u)',
    'new self.SharedWorker(u)',
    'importScripts(u)',
    'navigator.serviceWorker.register(u)',
    'document.createElement("script")',
    'import data from "./d.json" with { type: "json" }',
  ])('yes: %s', (code) => {
    expect(mayMatter(much + code)).toBe(true);
  });

  it.each([
    'run()',
    'import("./chunk.js")',
    'import(`./chunk.js`)',
    "import(/* webpackChunkName: 'a' */ './chunk.js')",
    'createWorker(u)',
    'typeof importScripts === "function"',
    'if (navigator.serviceWorker) go()',
    'function io() {} io()',
    'var a = 1, io = a; io({})',
    'radio()',
    'my$io("x")',
  ])('no: %s', (code) => {
    expect(mayMatter(much + code)).toBe(false);
  });

  it('always, where it is small: configuration has no token of its own', () => {
    expect(mayMatter('window.CONFIG = { path: "/live" }')).toBe(true);
  });
});

describe('whether a script may import', () => {
  it.each([
    ['import "./a.js"', true],
    ['export { a } from "./a.js"', true],
    ['export const a = 1', false],
  ])('%s', (text, expected) => {
    expect(mayImport(text)).toBe(expected);
  });
});

describe('whether a script defines a name that others miss', () => {
  it.each([
    ['window.CFG = {}', true],
    ['function CFG() {}', true],
    ['CFG == 1', false],
    ['use(CFG)', false],
  ])('%s', (text, expected) => {
    const source = { url, kind: 'script', goal: 'script', text, baseUrl: url, realm: url } as const;
    expect(definingAny(new Set(['CFG']))(source)).toBe(expected);
  });
});
