import { describe, expect, it } from 'vitest';
import { toldOf } from './testing/analyse.ts';

/** What makes a page one with much code: nothing of it is known to be called, and none speaks of sockets. */
const padding = `/*${'.'.repeat(600_000)}*/`;

/** A function too large to be followed for its size alone. */
function large(name: string, code: string): string {
  return `function ${name}(a) { ${code} /*${'.'.repeat(250)}*/ }`;
}

describe('where there is much code', () => {
  it('a caller is found by the short name that a minifier gave, and tells what is dialled', async () => {
    const code = `(function () {
      var c = { u: 'wss://live.example/' + 'feed' };
      ${large('n', 'new WebSocket(a)')}
      window.later(${large('', 'a.preventDefault(); n(c.u)')});
    })();`;
    expect(await toldOf(padding + code)).toEqual(['connects wss://live.example/feed']);
  });

  it('so it is a caller of a caller', async () => {
    const code = `window.c = { u: 'wss://live.example/' + 'feed' }; (function () {
      ${large('n', 'new WebSocket(a)')}
      ${large('r', 'n(a.u)')}
      window.later(${large('', 'r(window.c)')});
    })();`;
    expect(await toldOf(padding + code)).toEqual(['connects wss://live.example/feed']);
  });

  it('a function of the same name elsewhere is no caller', async () => {
    const code = `(function () { ${large('n', 'new WebSocket(a)')} window.later(n) })();
      (function () { ${large('n', 'return a')} window.later(${large('', "n('//other.example/')")}) })();`;
    expect(await toldOf(padding + code)).toEqual([
      'connects ? `a` is a parameter, and no call with a known value was found',
    ]);
  });

  it('functions within each other are looked through as far as that is affordable', async () => {
    const filling = 'n '.repeat(600_000);
    const code = `${'(function n(a) { a.x; '.repeat(60)} window.later(function r(e) { new WebSocket(e.u) });
      /*${filling}*/ ${'})(window.o);'.repeat(60)}`;
    expect(await toldOf(code)).toEqual([
      'connects ? `e` is a parameter, and no call with a known value was found',
    ]);
  });
});
