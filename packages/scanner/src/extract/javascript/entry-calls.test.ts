import { describe, expect, it } from 'vitest';
import { moduleOf, scriptOf } from '../testing/script.ts';
import { callsOfEntries } from './entry-calls.ts';
import type { Script } from './script.ts';
import type { Node } from './syntax.ts';

/** The functions and classes among the statements of a script whose names begin with `E`. */
function entriesIn({ program }: Script): readonly Node[] {
  return program.body.filter(
    (node) =>
      (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') &&
      node.id?.name.startsWith('E') === true,
  );
}

/** What stands at the places that are found, by script. */
function callsIn(...scripts: Script[]): (string[] | undefined)[] {
  const found = callsOfEntries(scripts, entriesIn);
  return scripts.map((script) =>
    found.get(script)?.map((place) => script.source.text.slice(place, place + 6)),
  );
}

describe('calls of a library by a name of one letter', () => {
  it('are told in the script that holds the library', () => {
    expect(callsIn(scriptOf('function E(u) {} class A { go() { E("/a") } } a.E("/b")'))).toEqual([
      ['E(u) {', 'E("/a"'],
    ]);
  });

  it('are told for a class, too', () => {
    expect(callsIn(scriptOf('class E {} function go() { return new E("/c") }'))).toEqual([['E("/c"']]);
  });

  it('are told where another module imports it, by the name that it has there', () => {
    const library = moduleOf('vendor-a1.js', 'function E(u) {} export { E as t }');
    const user = moduleOf('app.js', 'import { t as X } from "./vendor-a1.js"; X("/abc"); t("/no")');
    const other = moduleOf('other.js', 'import { t as X } from "./vendor-b2.js"; X("/abc")');
    expect(callsIn(user, library, other)).toEqual([['X("/ab'], ['E(u) {'], undefined]);
  });

  it('are not told of a name that a script calls everywhere', () => {
    expect(callsIn(scriptOf(`function E() {} ${'E();'.repeat(80)}`))).toEqual([[]]);
  });

  it('are none without a library', () => {
    expect(callsIn(scriptOf('function f() {} f()'))).toEqual([undefined]);
  });
});
