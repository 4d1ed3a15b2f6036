import { expect, test } from 'vitest';
import { wayTo } from './way-out.ts';

const resolve = [
  'shop.test:443:127.0.0.1',
  '+Shop.test.:443:127.0.0.2',
  'shop.test:80:127.0.0.3',
  'help.test:443:127.0.0.4',
  '*:8443:127.0.0.5',
  '[::1]:9000:127.0.0.6',
];
const connectTo = [
  'shop.test:80:127.0.0.1:7080',
  'moved.test::help.test:',
  ':7000:[::1]:9000',
  '::other.test:',
];

test.each([
  ['https://shop.test/', ['--resolve', resolve[0], '--resolve', resolve[1]]],
  ['wss://shop.test:443/live', ['--resolve', resolve[0], '--resolve', resolve[1]]],
  ['http://a.test:8443/', ['--resolve', resolve[4]]],
  ['http://[::1]:9000/', ['--resolve', resolve[5]]],
  ['http://help.test/', []],
])('names are pinned where they are asked for: %s', (url, words) => {
  expect(wayTo(url, { resolve })).toEqual(words);
});

test.each([
  ['ws://shop.test/prices', ['--connect-to', connectTo[0]]],
  ['https://moved.test/', ['--resolve', resolve[3], '--connect-to', connectTo[1]]],
  ['http://b.test:7000/', ['--resolve', resolve[5], '--connect-to', connectTo[2]]],
  ['https://shop.test/', ['--connect-to', connectTo[3]]],
])('the first place to dial instead is taken, and what pins that: %s', (url, words) => {
  expect(wayTo(url, { resolve, connectTo })).toEqual(words);
});

test('a proxy is on every way, and there may be none at all', () => {
  expect(wayTo('https://a.test/', { resolve, proxy: 'http://proxy.test:3128' })).toEqual([
    '--proxy',
    'http://proxy.test:3128',
  ]);
  expect(wayTo('https://a.test/', undefined)).toEqual([]);
});
