import { describe, expect, test } from 'vitest';
import { readDocument } from './html.ts';
import { ScriptPolicy } from './markup/script-policy.ts';

const url = 'https://shop.test/page/';

function read(text: string) {
  return readDocument({ url, text });
}

/** Each script's kind, place and text: `inline 1:9 code`. */
function scripts(text: string): readonly string[] {
  return read(text).facts.scripts.map(
    ({ kind, goal, line, column, text: code }) =>
      `${kind}${goal === 'module' ? ' module' : ''} ${line}:${column} ${JSON.stringify(code)}`,
  );
}

test('a whole document', () => {
  const parsed = read(
    '<!doctype html><html><head><meta charset=utf-8><base href="/app/">\n' +
      '<meta http-equiv=Content-Security-Policy content="connect-src wss:">\n' +
      '<script src="app.js"></script><script>start()</script></head>\n' +
      '<body data-ws="ws://rt.shop.test"><p id=x>Hello</p></body></html>',
  );
  expect(parsed).toEqual({
    realm: url,
    facts: {
      baseUrl: 'https://shop.test/app/',
      csp: [{ text: 'connect-src wss:', from: 'meta', reportOnly: false }],
      metaCharset: 'utf-8',
      scripts: [
        {
          url,
          kind: 'inline',
          goal: 'script',
          text: 'start()',
          line: 3,
          column: 39,
          baseUrl: 'https://shop.test/app/',
          realm: url,
        },
      ],
      dependencies: [
        {
          url: 'https://shop.test/app/app.js',
          kind: 'script',
          goal: 'script',
          realm: url,
          from: { source: url, line: 3 },
          via: 'script element',
        },
      ],
      refused: [],
      idle: [],
      links: [],
      asksForPassword: false,
    },
    elements: {
      list: [
        { tag: 'html', attributes: {}, parent: null, text: null },
        { tag: 'head', attributes: {}, parent: 0, text: null },
        { tag: 'meta', attributes: { charset: 'utf-8' }, parent: 1, text: '' },
        { tag: 'base', attributes: { href: '/app/' }, parent: 1, text: '' },
        {
          tag: 'meta',
          attributes: { 'http-equiv': 'Content-Security-Policy', content: 'connect-src wss:' },
          parent: 1,
          text: '',
        },
        { tag: 'script', attributes: { src: 'app.js' }, parent: 1, text: '' },
        { tag: 'script', attributes: {}, parent: 1, text: 'start()' },
        { tag: 'body', attributes: { 'data-ws': 'ws://rt.shop.test' }, parent: 0, text: null },
        { tag: 'p', attributes: { id: 'x' }, parent: 7, text: 'Hello' },
      ],
      byId: { x: 8 },
      complete: true,
    },
    scripts: [
      { inline: null, url: 'https://shop.test/app/app.js', element: 5, timing: 'parse' },
      { inline: 0, url: null, element: 6, timing: 'parse' },
    ],
    importMap: { imports: {}, scopes: {} },
    references: [
      {
        library: 'text',
        role: 'names',
        expression: 'ws://rt.shop.test',
        url: 'ws://rt.shop.test/',
        protocols: [],
        location: {
          source: url,
          line: 4,
          column: 16,
          snippet: '<body data-ws="ws://rt.shop.test"><p id=x>Hello</p></body></html>',
        },
        context: 'attribute',
      },
    ],
    declared: [],
    nested: [],
    policy: expect.any(ScriptPolicy),
    problems: [],
  });
});

test.each([
  ['<form><input name=user><input type="PassWord" name=pw></form>', true],
  ['<form><input type=text name=password></form>', false],
  ['<template><input type=password></template>', false],
  ['<!-- <input type=password> -->', false],
])('a field for a password: %s', (text, asks) => {
  expect(readDocument({ url: 'https://shop.test/', text }).facts.asksForPassword).toBe(asks);
});

describe('inline scripts', () => {
  test.each([
    ['<script>a</script>', ['inline 1:9 "a"']],
    ['<script>\na</script>', ['inline 1:9 "\\na"']],
    ['<p>\r\n<script>\r\na\r\n</script>', ['inline 2:9 "\\na\\n"']],
    ['<p>\r<script>a</script>', ['inline 2:9 "a"']],
    ['\uFEFF<script>a</script>', ['inline 1:9 "a"']],
    ['<p>é😀<script>"é😀"</script>', ['inline 1:15 "\\"é😀\\""']],
    ['<script type=module>a</script>', ['inline module 1:21 "a"']],
    ['<script>a\u0000b</script>', ['inline 1:9 "a\uFFFDb"']],
    ['<script>"&amp;"</script>', ['inline 1:9 "\\"&amp;\\""']],
    ['<script><!--\na\n//--></script>', ['inline 1:9 "<!--\\na\\n//-->"']],
    ['<svg><script>a &lt; b</script></svg>', ['inline 1:14 "a < b"']],
    ['<svg><script><![CDATA[a]]></script></svg>', ['inline 1:23 "a"']],
    ['<script>  </script><script></script>', []],
    ['<script src=x>a</script>', []],
    ['<script src>a</script>', []],
    ['<script nomodule>a</script>', []],
    ['<script type=module nomodule>a</script>', ['inline module 1:30 "a"']],
    ['<script type=text/plain>a</script>', []],
    ['<script>a', []],
    ['<template><script>a</script></template>', []],
    ['<template shadowrootmode=open><script>a</script></template>', ['inline 1:39 "a"']],
    ['<noscript><script>a</script></noscript>', []],
    ['<textarea><script>a</script></textarea>', []],
    ['<!--[if IE]><script>a</script><![endif]-->', []],
    ['<script src="data:text/javascript,a%20b"></script>', ['inline 1:1 "a b"']],
    ['<script type=application/json>{}</script>', ['json 1:31 "{}"']],
    ['<script type=importmap>{}</script>', ['json 1:24 "{}"']],
  ])('%j', (text, expected) => {
    expect(scripts(text)).toEqual(expected);
  });
});

describe('handlers and javascript: URLs', () => {
  test.each([
    ['<body onload="go()">', ['handler 1:15 "go()"']],
    ['<p\n  onclick = \'go("x")\'>', ['handler 2:14 "go(\\"x\\")"']],
    ['<p onclick=go()>', ['handler 1:12 "go()"']],
    ['<p ONCLICK="a&amp;b">', ['handler 1:13 "a&b"']],
    ['<p onclick="">', []],
    ['<p onboarding="x y" data-onclick=x>', []],
    ['<a href="javascript:go(%22x%22)">', ['handler 1:21 "go(\\"x\\")"']],
    ['<a href=" JavaScript:go()">', ['handler 1:22 "go()"']],
    ['<a href="java\nscript:go()">', ['handler 2:8 "go()"']],
    [
      '<form action="javascript:go()"><button formaction="javascript:go(2)">',
      ['handler 1:26 "go()"', 'handler 1:63 "go(2)"'],
    ],
    ['<iframe src="javascript:go()"></iframe>', ['handler 1:25 "go()"']],
    ['<svg><a xlink:href="javascript:go()">', ['handler 1:32 "go()"']],
    ['<a href="javascript:%zz">', ['handler 1:21 "%zz"']],
    ['<p title="javascript:go()">', []],
    ['<template><p onclick=go()></template>', []],
  ])('%j', (text, expected) => {
    expect(scripts(text)).toEqual(expected);
  });
});

describe('when scripts run, and on which element', () => {
  test('timing and currentScript, in document order', () => {
    const { scripts } = read(
      '<script src=a></script><script src=b async></script><script src=c defer></script>' +
        '<script async>d</script><script type=module>e</script><script type=module async src=f></script>' +
        '<p onclick=g><script type=application/json>{}</script><script>h</script>',
    );
    expect(scripts).toEqual([
      { inline: null, url: 'https://shop.test/page/a', element: 2, timing: 'parse' },
      { inline: null, url: 'https://shop.test/page/b', element: 3, timing: 'async' },
      { inline: null, url: 'https://shop.test/page/c', element: 4, timing: 'defer' },
      { inline: 0, url: null, element: 5, timing: 'parse' },
      { inline: 1, url: null, element: null, timing: 'defer' },
      { inline: null, url: 'https://shop.test/page/f', element: null, timing: 'async' },
      { inline: 2, url: null, element: null, timing: 'event' },
      { inline: 4, url: null, element: 11, timing: 'parse' },
    ]);
  });
});

describe('the base URL', () => {
  test.each([
    ['', url],
    ['<base href="/a/">', 'https://shop.test/a/'],
    ['<base target=x><base href="b/"><base href="/c/">', 'https://shop.test/page/b/'],
    ['<base href="//cdn.test/x">', 'https://cdn.test/x'],
    ['<base href="data:text/plain,x">', url],
    ['<base href="http://[">', url],
    ['<template><base href="/t/"></template>', url],
    ['<body><p><base href="/late/">', 'https://shop.test/late/'],
  ])('%s', (text, baseUrl) => {
    expect(read(text).facts.baseUrl).toBe(baseUrl);
  });

  test('holds from its place on', () => {
    const { facts } = read('<script src=a></script><base href="/app/"><script src=b></script>');
    expect(facts.dependencies.map((dependency) => dependency.url)).toEqual([
      'https://shop.test/page/a',
      'https://shop.test/app/b',
    ]);
  });
});
