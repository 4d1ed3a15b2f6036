import { expect, test } from 'vitest';
import { evidenceRows } from './evidence-rows.ts';

test('evidence becomes rows of path and value, in its own order', () => {
  expect(
    evidenceRows({
      url: 'ws://a.test/',
      blocked: false,
      none: null,
      names: ['a', 'b'],
      empty: [],
      control: { status: 101, headers: [{ name: 'x', value: null }] },
      nothing: {},
    }),
  ).toEqual([
    ['url', 'ws://a.test/'],
    ['blocked', 'false'],
    ['none', '–'],
    ['names', 'a, b'],
    ['empty', '–'],
    ['control.status', '101'],
    ['control.headers.0.name', 'x'],
    ['control.headers.0.value', '–'],
  ]);
});
