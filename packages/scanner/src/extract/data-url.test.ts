import { expect, test } from 'vitest';
import { dataUrlText } from './data-url.ts';

test.each([
  ['data:,a%20b', { mediaType: 'text/plain', text: 'a b' }],
  [
    'data:text/javascript,new%20WebSocket("/ws")',
    { mediaType: 'text/javascript', text: 'new WebSocket("/ws")' },
  ],
  ['DATA:Text/JavaScript;charset=utf-8,%C3%A9é', { mediaType: 'text/javascript', text: 'éé' }],
  ['data:text/javascript;base64,bmV3IFg=', { mediaType: 'text/javascript', text: 'new X' }],
  ['data:text/javascript; BASE64 ,bmV3%20IF%67', { mediaType: 'text/javascript', text: 'new X' }],
  ['data:;base64,YQ', { mediaType: 'text/plain', text: 'a' }],
  ['data:,a#b', { mediaType: 'text/plain', text: 'a' }],
  ['data:,100%', { mediaType: 'text/plain', text: '100%' }],
  ['data:,%zz%4', { mediaType: 'text/plain', text: '%zz%4' }],
  ['data:,', { mediaType: 'text/plain', text: '' }],
  ['data:text/javascript;base64,bm*V3', null],
  ['data:text/javascript', null],
  ['https://shop.test/,x', null],
  ['', null],
])('%s', (url, expected) => {
  expect(dataUrlText(url)).toEqual(expected);
});

test('ten megabytes take no long', () => {
  const started = process.cpuUsage();
  expect(dataUrlText(`data:,${'%41'.repeat(3_000_000)}`)?.text).toHaveLength(3_000_000);
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
});
