import { expect, test } from 'vitest';
import { closedInTrouble } from './close-codes.ts';

test('a server that closes for trouble of its own is told from one that turns a client away', () => {
  const codes = [1000, 1001, 1005, 1006, 1008, 1010, 1011, 1012, 1013, 1014, 1015, 4000, null];
  expect(codes.filter((closeCode) => closedInTrouble({ outcome: 'closed', closeCode }))).toEqual([
    1011, 1012, 1013, 1014,
  ]);
  expect(closedInTrouble({ outcome: 'accepted', closeCode: 1011 })).toBe(false);
});
