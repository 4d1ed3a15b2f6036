import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cursorOf, placeOf } from './cursor.ts';

test('a cursor comes back as its place, in its own list only', () => {
  fc.assert(
    fc.property(fc.nat(), (place) => {
      const cursor = cursorOf('scans', place);
      expect(placeOf('scans', cursor)).toBe(place);
      expect(placeOf('site shop.example', cursor)).toBeNull();
      expect(encodeURIComponent(cursor)).toBe(cursor);
    }),
  );
});

test('what was altered anywhere is none', () => {
  const cursor = cursorOf('scans', 4711);
  fc.assert(
    fc.property(fc.nat(cursor.length - 1), fc.constantFrom('A', 'b', '9', '=', ' ', '\0'), (at, letter) => {
      fc.pre(cursor[at] !== letter);
      expect(placeOf('scans', cursor.slice(0, at) + letter + cursor.slice(at + 1))).toBeNull();
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => placeOf('scans', text) === null));
});
