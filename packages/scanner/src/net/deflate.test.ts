import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { chosenDeflate, isDeflateAtMost } from './deflate.ts';

/** The part of a 101 that is looked at. */
function answer(extensions: string | undefined): IncomingMessage {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a whole answer needs a connection
  return { headers: { 'sec-websocket-extensions': extensions } } as unknown as IncomingMessage;
}

test.each([
  'permessage-deflate',
  'permessage-deflate; server_no_context_takeover',
  'permessage-deflate; client_no_context_takeover; server_max_window_bits=10; client_max_window_bits=12',
  'permessage-deflate ; client_max_window_bits="15"',
])('%s is what was offered', (extensions) => {
  expect(isDeflateAtMost(answer(extensions))).toBe(true);
  expect(chosenDeflate(answer(extensions), 100)).not.toBe(null);
});

test('none at all may be chosen', () => {
  expect(isDeflateAtMost(answer(undefined))).toBe(true);
  expect(chosenDeflate(answer(undefined), 100)).toBe(null);
});

test.each([
  ['', 'Unexpected end'],
  [';', 'Unexpected character'],
  ['x-mux', 'was not offered'],
  ['x-webkit-deflate-frame', 'was not offered'],
  ['permessage-deflate, x-mux', 'was not offered'],
  ['permessage-deflate, permessage-deflate', 'was not offered'],
  ['permessage-deflate; x=1', 'Unknown parameter'],
  ['permessage-deflate; server_max_window_bits=16', 'Invalid value'],
  ['permessage-deflate; client_max_window_bits', 'Invalid value'],
  ['permessage-deflate; server_max_window_bits=9; server_max_window_bits=9', 'a single value'],
  ['permessage-deflate; "', 'Unexpected character'],
])('%j was not offered', (extensions, message) => {
  expect(isDeflateAtMost(answer(extensions))).toBe(false);
  expect(() => chosenDeflate(answer(extensions), 100)).toThrow(message);
});
