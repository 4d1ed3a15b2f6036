import { describe, expect, test } from 'vitest';
import { readDocument } from './html.ts';
import { elementFinder } from './selectors.ts';

const { elements } = readDocument({
  url: 'https://shop.test/',
  text: `<!doctype html><html><head><meta name="ws-url" content="/live"></head>
    <body class="page dark">
      <div id="app" data-ws="/app"><p class="a"><b id=deep></b></p></div>
      <div id="app" lang="en-GB"><span><b></b></span></div>
      <template><i id=inert></i></template>
      <svg viewBox="0 0 1 1"><linearGradient id="été"/></svg>
    </body></html>`,
});
const find = elementFinder(elements);

/** The elements found, as `tag` or `tag#id`; null where the selector was not understood. */
function found(selector: string): readonly string[] | null {
  return (
    find(selector)?.map((index) => {
      const element = elements.list[index];
      return element?.attributes['id'] ? `${element.tag}#${element.attributes['id']}` : (element?.tag ?? '');
    }) ?? null
  );
}

describe('selectors', () => {
  test.each([
    ['meta', ['meta']],
    ['META[name="ws-url"]', ['meta']],
    ["meta[name='ws-url'][content]", ['meta']],
    ['meta[name=ws-url]', ['meta']],
    ['meta[name=WS-URL i]', ['meta']],
    ['meta[name=WS-URL]', []],
    ['#app', ['div#app', 'div#app']],
    ['div#app[data-ws]', ['div#app']],
    ['[data-ws^="/a"]', ['div#app']],
    ['[data-ws$="pp"]', ['div#app']],
    ['[data-ws*="ap"]', ['div#app']],
    ['[data-ws*=""]', []],
    ['[lang|=en]', ['div#app']],
    ['[class~=dark]', ['body']],
    ['.page.dark', ['body']],
    ['.pag', []],
    ['body b', ['b#deep', 'b']],
    ['div > b', []],
    ['div>p>b', ['b#deep']],
    ['html div p b', ['b#deep']],
    ['div > span b', ['b']],
    ['b, meta , b', ['meta', 'b#deep', 'b']],
    ['  #deep  ', ['b#deep']],
    ['#inert', []],
    ['#été', ['lineargradient#été']],
    [
      '*',
      elements.list.map(({ tag, attributes }) => (attributes['id'] ? `${tag}#${attributes['id']}` : tag)),
    ],
  ])('%s', (selector, expected) => {
    expect(found(selector)).toEqual(expected);
  });

  test.each([
    '',
    ' ',
    'p:first-child',
    'a + b',
    'a ~ b',
    '> b',
    'b >',
    'a,',
    ',a',
    '[data-ws',
    '[=x]',
    '#a\\:b',
    '..a',
    'a||b',
    '1a',
    'a'.repeat(1001),
    Array.from({ length: 31 }, () => 'b').join(' '),
  ])('%j is not understood', (selector) => {
    expect(found(selector)).toBeNull();
  });

  test('names of the object prototype are no attributes and no ids', () => {
    expect(found('[constructor]')).toEqual([]);
    expect(elements.byId['constructor']).toBeUndefined();
    const { elements: hostile } = readDocument({
      url: 'https://shop.test/',
      text: '<p id=__proto__ __proto__=x>',
    });
    expect(elementFinder(hostile)('[__proto__=x]')).toEqual([3]);
    expect(hostile.byId['__proto__']).toBe(3);
  });

  test('a deep document and a long selector take no long', () => {
    const { elements: deep } = readDocument({ url: 'https://shop.test/', text: '<i>'.repeat(50_000) });
    const selector = Array.from({ length: 30 }, () => 'i').join(' ');
    const started = process.cpuUsage();
    expect(elementFinder(deep)(selector)?.length).toBe(50_000 - 29);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
  });
});
