import { describe, expect, test } from 'vitest';
import { LinkQueue } from './link-queue.ts';

const page = 'https://shop.test/';

function followed(...links: string[]): string[] {
  const queue = new LinkQueue([page, 'http://shop.test/old']);
  queue.add(links.map((link) => new URL(link, page).href));
  return queue.take(100, () => false).map((url) => url.replace('https://shop.test', ''));
}

describe('what a crawl follows', () => {
  test.each([
    ['pages, in order, each once', ['/b', '/a/', '/b#top', '/a/?', '/a'], ['/b', '/a/', '/a']],
    ['not the page itself', ['/', '/#x', 'https://shop.test', '/?'], []],
    [
      'one origin',
      ['https://www.shop.test/', 'http://shop.test/', '//shop.test:8443/', '//shop.test/x'],
      ['/x'],
    ],
    [
      'no files',
      ['/a.pdf', '/b.ZIP?x=1', '/c.jpeg', '/d.html', '/e.php', '/v1.2/notes'],
      ['/d.html', '/e.php', '/v1.2/notes'],
    ],
    [
      'no end of the session',
      ['/logout', '/user/Sign-Out', '/userLogoff?x', '/?action=log_out', '/log%6Fut'],
      [],
    ],
    ['no change', ['/cart/remove?id=1', '/orders/1/delete', '/unsubscribe/x', '/?do=reset'], []],
    [
      'words that only look like that',
      ['/blog/outlook', '/catalog-outdoor', '/removers', '/presets'],
      ['/blog/outlook', '/catalog-outdoor', '/removers', '/presets'],
    ],
    [
      'three queries of a path',
      ['/l?p=1', '/l?p=2', '/l?p=3', '/l?p=4', '/m?p=1'],
      ['/l?p=1', '/l?p=2', '/l?p=3', '/m?p=1'],
    ],
    ['no credentials', ['https://u:p@shop.test/x', '/x'], ['/x']],
    ['broken escapes', ['/%E0%A4%A'], ['/%E0%A4%A']],
  ])('%s', (_, links, expected) => {
    expect(followed(...links)).toEqual(expected);
  });

  test('passes over what has become known, and hands out in turn', () => {
    const queue = new LinkQueue([page]);
    queue.add([`${page}a`, `${page}b`, `${page}c`, `${page}d`]);
    expect(queue.take(2, (url) => url.endsWith('/a'))).toEqual([`${page}b`, `${page}c`]);
    queue.add([`${page}b`, `${page}e`]);
    expect(queue.take(5, () => false)).toEqual([`${page}d`, `${page}e`]);
    expect(queue.take(5, () => false)).toEqual([]);
  });
});
