import { array, assert, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { Batches } from './messages.ts';

const message = (letter: string, body: string): Buffer => {
  const head = Buffer.alloc(5, letter, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
};
const startup = Buffer.concat([Buffer.from([0, 0, 0, 8]), Buffer.from([0, 3, 0, 0])]);
const extended = ['P', 'B', 'D', 'E'].map((letter) => message(letter, 'body'));
const sent = [
  startup,
  message('Q', 'select 1'),
  ...extended,
  message('S', ''),
  message('Q', 'SQ'),
  message('X', ''),
];
const batches = [
  startup,
  message('Q', 'select 1'),
  Buffer.concat([...extended, message('S', '')]),
  message('Q', 'SQ'),
  message('X', ''),
];

test('however it is cut, the same batches come out', () => {
  const bytes = Buffer.concat(sent);
  assert(
    property(array(nat(bytes.length)), (cuts) => {
      const ends = [...cuts.toSorted((a, b) => a - b), bytes.length];
      const reader = new Batches();
      let start = 0;
      const got = ends.flatMap((end) => {
        const part = bytes.subarray(start, end);
        start = end;
        return reader.push(Buffer.from(part));
      });
      expect(got.map(String)).toEqual(batches.map(String));
    }),
  );
});

test('what is not complete waits', () => {
  const reader = new Batches();
  expect(reader.push(startup)).toEqual([startup]);
  expect(reader.push(Buffer.concat(extended))).toEqual([]);
  expect(reader.push(message('S', ''))).toEqual([Buffer.concat([...extended, message('S', '')])]);
});
