import { describe, expect, test } from 'vitest';
import { readDocument } from '../html.ts';

const url = 'https://shop.test/page/';

/** Each file that a document asks for: `kind via url`. */
function dependencies(text: string): readonly string[] {
  return readDocument({ url, text }).facts.dependencies.map(
    ({ kind, via, url: wanted, from }) => `${from.line}: ${kind} ${via} ${wanted}`,
  );
}

describe('files that markup asks for', () => {
  test.each([
    ['<script src=/a.js></script>', ['1: script script element https://shop.test/a.js']],
    [
      '\n\n<script type=module src=a.js#x></script>',
      ['3: module script element https://shop.test/page/a.js'],
    ],
    ['<script src="//cdn.test/a.js?v=1"></script>', ['1: script script element https://cdn.test/a.js?v=1']],
    ['<svg><script href=a.js /></svg>', ['1: script script element https://shop.test/page/a.js']],
    ['<svg><script xlink:href=a.js /></svg>', ['1: script script element https://shop.test/page/a.js']],
    ['<script src=a.js>', []],
    ['<script src="  "></script>', []],
    ['<script src="http://["></script>', []],
    ['<script src="ftp://x/a.js"></script>', []],
    ['<script src="blob:https://shop.test/1"></script>', []],
    ['<script src=a.js nomodule></script>', []],
    ['<script type=text/template src=a.js></script>', []],
    ['<template><script src=a.js></script></template>', []],
    ['<link rel=modulepreload href=m.js>', ['1: module modulepreload https://shop.test/page/m.js']],
    ['<link rel="x PRELOAD" as=Script href=p.js>', ['1: script preload https://shop.test/page/p.js']],
    ['<link rel=preload as=style href=p.css>', []],
    ['<link rel=prefetch href=next.js?v=1>', ['1: script prefetch https://shop.test/page/next.js?v=1']],
    ['<link rel=prefetch href=/next-page>', []],
    ['<link rel=stylesheet href=a.css><link rel=modulepreload>', []],
    ['<iframe src="/f.html#top"></iframe>', ['1: frame frame https://shop.test/f.html']],
    ['<frameset><frame src=f.html></frameset>', ['1: frame frame https://shop.test/page/f.html']],
    ['<iframe src=https://other.test/></iframe>', ['1: frame frame https://other.test/']],
    ['<iframe sandbox src=f.html></iframe>', []],
    [
      '<iframe sandbox="allow-forms allow-scripts" src=f.html></iframe>',
      ['1: frame frame https://shop.test/page/f.html'],
    ],
    ['<iframe src=about:blank></iframe><iframe></iframe><iframe src></iframe>', []],
    ['<object type=text/html data=o.html></object>', ['1: frame frame https://shop.test/page/o.html']],
    ['<object data=movie.swf></object><embed src=a.pdf>', []],
  ])('%j', (text, expected) => {
    expect(dependencies(text)).toEqual(expected);
  });

  test('a frame has its own realm, a script that of its document', () => {
    const { facts } = readDocument({ url, text: '<iframe src=f></iframe><script src=a></script>' });
    expect(facts.dependencies.map(({ realm }) => realm)).toEqual(['https://shop.test/page/f', url]);
  });
});

describe('pages that markup links to', () => {
  test.each([
    ['<a href=b>', ['https://shop.test/page/b']],
    [
      '<base href=/app/><a href="b#top"></a><a href="?q=1">',
      ['https://shop.test/app/b', 'https://shop.test/app/?q=1'],
    ],
    ['<a href=/b#1></a><map><area href=/c></map><a href=/b>', ['https://shop.test/b', 'https://shop.test/c']],
    ['<a href=https://other.test/x>', ['https://other.test/x']],
    ['<a href=/b download>', []],
    ['<a href=mailto:a@b.test></a><a href="javascript:go()"></a><a href="http://["></a><a></a>', []],
    ['<template><a href=/b></a></template><!-- <a href=/c> -->', []],
    ['<a href="#top">', [url]],
  ])('%j', (text, expected) => {
    expect(readDocument({ url, text }).facts.links).toEqual(expected);
  });

  test('are not kept without end', () => {
    const text = Array.from({ length: 6_000 }, (_, index) => `<a href=${index}></a>`).join('');
    expect(readDocument({ url, text }).facts.links).toHaveLength(5_000);
  });
});

describe('srcdoc', () => {
  const text =
    '<base href="/app/">\n<iframe\n srcdoc="<p>é&amp;</p>\n <script src=a.js></script>&lt;script>go(&quot;ws://x.test&quot;)</script>\n' +
    '<i data-a=&quot;ws://y.test&quot;>"></iframe>';
  const outer = readDocument({ url, text });

  test('is read in its turn, with places of the outer source', () => {
    expect(outer.facts.scripts).toEqual([]);
    expect(outer.references).toEqual([]);
    expect(outer.nested).toHaveLength(1);
    const [frame] = outer.nested;
    if (frame === undefined) throw new Error('no frame');
    const inner = readDocument({ url, text: frame.text }, frame);
    const place = { url, baseUrl: 'https://shop.test/app/', realm: 'about:srcdoc#3:10' };
    expect(inner.facts).toEqual({
      baseUrl: 'https://shop.test/app/',
      csp: [],
      metaCharset: null,
      scripts: [{ ...place, kind: 'inline', goal: 'script', text: 'go("ws://x.test")', line: 4, column: 39 }],
      dependencies: [
        {
          url: 'https://shop.test/app/a.js',
          kind: 'script',
          goal: 'script',
          realm: 'about:srcdoc#3:10',
          from: { source: url, line: 4 },
          via: 'script element',
        },
      ],
      refused: [],
      idle: [],
      links: [],
      asksForPassword: false,
    });
    expect(
      inner.references.map(({ url: found, location }) => [found, location.line, location.column]),
    ).toEqual([['ws://y.test/', 5, 17]]);
  });

  test('a sandbox without scripts runs none', () => {
    expect(
      readDocument({ url, text: '<iframe sandbox="allow-same-origin" srcdoc="<p>"></iframe>' }).nested,
    ).toEqual([]);
  });
});
