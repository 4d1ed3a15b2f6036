import { assert, constantFrom, nat, pre, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf, placeOf } from './cursor.ts';

test('a cursor comes back as its place, in its own list only', () => {
  assert(
    property(nat(), (place) => {
      const cursor = cursorOf('scans', place);
      expect(placeOf('scans', cursor)).toBe(place);
      expect(placeOf('site shop.example', cursor)).toBeNull();
      expect(encodeURIComponent(cursor)).toBe(cursor);
    }),
  );
});

test('what was altered anywhere is none', () => {
  const cursor = cursorOf('scans', 4711);
  assert(
    property(nat(cursor.length - 1), constantFrom('A', 'b', '9', '=', ' ', '\0'), (at, letter) => {
      pre(cursor[at] !== letter);
      expect(placeOf('scans', cursor.slice(0, at) + letter + cursor.slice(at + 1))).toBeNull();
    }),
  );
  assert(property(string(), (text) => placeOf('scans', text) === null));
});
