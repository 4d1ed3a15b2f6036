import { describe, expect, test } from 'vitest';
import { isHtml, isJsonType, mediaTypeOf, startsAsHtml } from './media-type.ts';

test.each([
  ['text/html', 'text/html', null],
  [' Text/HTML ; charset=UTF-8', 'text/html', 'UTF-8'],
  ['text/html;charset="utf-8";charset=koi8-r', 'text/html', 'utf-8'],
  ['text/html; a=b; Charset = koi8-r', 'text/html', 'koi8-r'],
  ['text/html; charset=', 'text/html', null],
  ['nonsense', '', null],
  ['', '', null],
  [null, '', null],
])('mediaTypeOf(%j)', (given, essence, charset) => {
  expect(mediaTypeOf(given)).toEqual({ essence, charset });
});

describe('isHtml', () => {
  test.each([
    ['text/html', 'anything', true],
    ['application/xhtml+xml', '', true],
    ['text/plain', '<!doctype html>', false],
    ['application/json', '<html>', false],
    ['application/pdf', '<html>', false],
    [null, '<!DOCTYPE html><p>', true],
    [null, '%PDF-1.7', false],
    [null, '{"a":1}', false],
    ['unknown/unknown', ' <html>', true],
    ['', '<body>', true],
  ])('%j, %j', (contentType, text, expected) => {
    expect(isHtml(contentType, text)).toBe(expected);
  });
});

test.each([
  ['<!doctype html>', true],
  ['\ufeff\n<!DOCTYPE HTML PUBLIC "-//W3C//DTD">', true],
  ['<!-- a --> <!-- b -->\n<HTML lang=en>', true],
  ['<!-- never closed', false],
  ['<script>', true],
  ['<scripting>', false],
  ['<!-- old scripts hid themselves so -->\nvar a = 1', false],
  ['<svg>', false],
  ['a < b', false],
  ['', false],
])('startsAsHtml(%j)', (text, expected) => {
  expect(startsAsHtml(text)).toBe(expected);
});

test.each([
  ['application/json', true],
  ['application/manifest+json; charset=utf-8', true],
  ['text/json', true],
  ['text/javascript', false],
  [null, false],
])('isJsonType(%j)', (given, expected) => {
  expect(isJsonType(given)).toBe(expected);
});

test('startsAsHtml takes linear time', () => {
  const started = performance.now();
  expect(startsAsHtml('<!-- -->'.repeat(100_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});
