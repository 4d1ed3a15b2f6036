import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { columns } from './layout.ts';

const colors = picocolors.createColors(false);
const rows = [
  ['control', 'https://shop.test', 'accepted 101'],
  ['suffix', 'https://shop.test.wssure-probe.example', 'rejected 403'],
  ['null', 'null', 'unreachable, the connection was closed before an answer'],
];

test('rows that fit stand in columns', () => {
  expect(columns(rows.slice(0, 2), { width: 80, colors }, 2)).toEqual([
    '  control  https://shop.test                       accepted 101',
    '  suffix   https://shop.test.wssure-probe.example  rejected 403',
  ]);
});

test('where they do not, every row has its later cells below each other', () => {
  expect(columns(rows, { width: 60, colors }, 2)).toEqual([
    '  control  https://shop.test',
    '           accepted 101',
    '  suffix   https://shop.test.wssure-probe.example',
    '           rejected 403',
    '  null     null',
    '           unreachable, the connection was closed before',
    '             an answer',
  ]);
});

test('where there is no room for that either, each row is a paragraph', () => {
  expect(columns(rows.slice(0, 1), { width: 21, colors }, 2)).toEqual([
    '  control',
    '    https://shop.test',
    '    accepted 101',
  ]);
});

test('what is unseen is written, in the first cell as well', () => {
  expect(columns([['a\u001b', 'b'.repeat(40)]], { width: 42, colors }, 0)).toEqual([
    String.raw`a\u{1b}  ${'b'.repeat(31)}`,
    `           ${'b'.repeat(9)}`,
  ]);
});
