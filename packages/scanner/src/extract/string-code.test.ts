import { describe, expect, it } from 'vitest';
import { analyse, told, toldOf, withScript } from './testing/analyse.ts';

describe('code in a string', () => {
  const cases: readonly (readonly [what: string, code: string, lines: readonly string[]])[] = [
    ['eval', `eval("new WebSocket('wss://e.example/')")`, ['connects wss://e.example/']],
    [
      'eval sees what is around it',
      `function f(u){ eval("new WebSocket(u)") } f('wss://e.example/a')`,
      ['connects wss://e.example/a'],
    ],
    [
      'eval declares',
      `eval("var u = 'wss://e.example/v'"); new WebSocket(u)`,
      ['connects wss://e.example/v'],
    ],
    [
      'eval declares in its function',
      `(() => { eval("function u(){ return '/f' }"); new WebSocket(u()) })()`,
      ['connects wss://shop.example/f'],
    ],
    ['the value of eval', `new WebSocket(eval("'/' + 'value'"))`, ['connects wss://shop.example/value']],
    [
      'eval of JSON',
      `new WebSocket(eval('(' + '{"u":"/json"}' + ')').u)`,
      ['connects wss://shop.example/json'],
    ],
    [
      'eval of what is no string',
      `new WebSocket(eval('/x'.concat ? ['/y'][0] && 0 : 0) || '/z')`,
      ['connects wss://shop.example/z'],
    ],
    [
      'indirect eval',
      `const u = '/inner'; (() => { const u = '/no'; (0, eval)("new WebSocket(u)") })()`,
      ['connects wss://shop.example/inner'],
    ],
    [
      'eval of an alternative',
      `eval(document.hidden ? "new WebSocket('/a')" : "new WebSocket('/b')")`,
      ['connects wss://shop.example/a', 'connects wss://shop.example/b'],
    ],
    [
      'new Function',
      `new Function('host', 'path', "return new WebSocket('wss://' + host + path)")('f.example', '/p')`,
      ['connects wss://f.example/p'],
    ],
    [
      'Function, never called',
      `window.dial = Function("new WebSocket('wss://f.example/never')")`,
      ['connects wss://f.example/never'],
    ],
    [
      'the global object',
      `new WebSocket(Function('return this')().location.origin)`,
      ['connects wss://shop.example/'],
    ],
    [
      'a timer',
      `setTimeout("dial('/later')", 10); function dial(p){ new WebSocket(p) }`,
      ['connects wss://shop.example/later'],
    ],
    [
      'code that is put together',
      `const h = 'wss://made.example'; setTimeout("new WebSocket('" + h + "/x')")`,
      ['connects wss://made.example/x'],
    ],
    ['code in code', `eval("eval(\\"new WebSocket('/deep')\\")")`, ['connects wss://shop.example/deep']],
    [
      'code that calls itself',
      `var n = 0; var c = "n++; new WebSocket('/r'); eval(c)"; eval(c)`,
      ['connects wss://shop.example/r'],
    ],
    ['text that is no code', `eval("wss://not code.example/")`, ['names wss://not/ (code)']],
    [
      'a function as text',
      `function f(){ new WebSocket('/own') } eval('(' + f + ')()')`,
      ['connects wss://shop.example/own'],
    ],
  ];
  it.each(cases)('%s', async (_what, code, lines) => {
    expect(await toldOf(code)).toEqual(lines);
  });

  it('stands where its string stands, escapes counted', async () => {
    const html = withScript(`\n  eval("var a;\\n\\tnew WebSocket('wss://place.example/')")`);
    const { references } = await analyse(html);
    expect(references).toEqual([
      {
        id: 'r1',
        library: 'websocket',
        role: 'connects',
        expression: `new WebSocket('wss://place.example/')`,
        url: 'wss://place.example/',
        protocols: [],
        location: {
          source: 'https://shop.example/app/',
          line: 2,
          column: 19,
          snippet: `new WebSocket('wss://place.example/')`,
        },
      },
    ]);
  });

  it('is told once, whether it was used or not', async () => {
    const code = `eval("const a = 'wss://named.example/'; /* ws://comment.example */")`;
    const { references } = await analyse(withScript(code));
    expect(references.map(told)).toEqual([
      'names wss://named.example/ (code)',
      'mentions ws://comment.example/ (comment)',
    ]);
  });
});
