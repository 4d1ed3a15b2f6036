import { describe, expect, test } from 'vitest';
import { jsonUrls } from './json.ts';

/** Each URL of a JSON text: `role offset url`. */
function found(text: string): readonly string[] {
  return jsonUrls(text).urls.map(
    ({ found: { offset, raw, url }, role, context }) =>
      `${role} ${offset} ${url ?? raw}${context ? ` (${context})` : ''}`,
  );
}

describe('URLs in JSON', () => {
  test.each([
    ['{"url":"ws://a.test/x"}', ['names 8 ws://a.test/x']],
    [String.raw`{"url":"ws:\/\/a.test\/x?a=1\u0026b=2"}`, ['names 8 ws://a.test/x?a=1&b=2']],
    [String.raw`{"page":"{\"url\":\"ws:\\/\\/a.test\"}"}`, ['names 20 ws://a.test/']],
    ['["wss://a.test","ws://b.test"]', ['names 2 wss://a.test/', 'names 17 ws://b.test/']],
    [
      '{"url":"wss://a.test","note":"was ws://b.test until May"}',
      ['names 8 wss://a.test/', 'mentions 34 ws://b.test/ (prose)'],
    ],
    ['{"csp":"connect-src \'self\' ws://a.test"}', ['mentions 27 ws://a.test/ (content security policy)']],
    ['{"url":"ws://{host}/x"}', ['names 8 ws://{host}/x']],
    ['{"schemes":["ws:","wss:","ws://"]}', []],
    ['{"url": "ws://a.test", // a comment\n', ['names 9 ws://a.test/']],
    ['"ws://a.test"', ['names 1 ws://a.test/']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('a million brackets are no obstacle', () => {
    const depth = '['.repeat(1_000_000);
    expect(found(`${depth}"ws://a.test"`)).toEqual(['names 1000001 ws://a.test/']);
  });

  test('more than a thousand are cut, and it says so', () => {
    const { urls, complete } = jsonUrls(`[${'"ws://a.test",'.repeat(1001)}]`);
    expect([urls.length, complete]).toEqual([1000, false]);
  });
});
