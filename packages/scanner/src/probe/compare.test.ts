import { describe, expect, test } from 'vitest';
import type { ObservedMessage } from '../artifacts.ts';
import { alike, saysNo } from './compare.ts';

const text = (data: string): ObservedMessage => ({ data, binary: false, bytes: data.length, atMs: 0 });
const bytes = (...data: number[]): ObservedMessage => ({
  data: Buffer.from(data).toString('base64'),
  binary: true,
  bytes: data.length,
  atMs: 0,
});
const blob = (data: string): ObservedMessage => ({
  data: Buffer.from(data).toString('base64'),
  binary: true,
  bytes: data.length,
  atMs: 0,
});

describe('alike strictly', () => {
  test.each([
    ['the same text', text('welcome'), text('welcome')],
    ['a counter', text('visitor 17'), text('visitor 18')],
    ['a time', text('it is 14:02:33'), text('it is 14:02:41')],
    ['a date', text('Mon Nov 23 02:36:40 UTC 2026'), text('Tue Nov 24 02:36:40 UTC 2026')],
    ['a counter in JSON', text('{"type":"hello","seq":1}'), text('{"type":"hello","seq":2}')],
    ['a timestamp under a short key', text('{"t":1790000000}'), text('{"t":1790000001}')],
    ['a session id', text('{"type":"hello","sid":"abcdef"}'), text('{"sid":"xyzuvw","type":"hello"}')],
    ['an ISO time', text('{"at":"2026-11-23T02:36:40Z"}'), text('{"at":"2026-11-23T02:36:41Z"}')],
    ['a nonce of letters', text('{"challenge":"abcabc"}'), text('{"challenge":"xyzxyz"}')],
    ['a Socket.IO event', text('42["hello",{"seq":1}]'), text('42["hello",{"seq":2}]')],
    ['a SockJS message', text('a["welcome 1"]'), text('a["welcome 2"]')],
    ['a SignalR record', text('{"type":1,"target":"x"}\x1e'), text('{"type":1,"target":"x"}\x1e')],
    ['lists of different length', text('{"users":["a1"]}'), text('{"users":["a1","b2"]}')],
    ['lists of other numbers', text('{"prices":[0.5,0.3]}'), text('{"prices":[0.1,0.9,0.2]}')],
    ['ids as keys', text('{"a1":{"n":1}}'), text('{"b2":{"n":2}}')],
    ['text sent as bytes', blob('{"seq":1}'), text('{"seq":2}')],
    ['bytes of one kind', bytes(1, 2, 3), bytes(1, 2, 9)],
    [
      'a greeting nested beyond the limit',
      text(`${'['.repeat(30)}1${']'.repeat(30)}`),
      text(`${'['.repeat(30)}"x"${']'.repeat(30)}`),
    ],
  ])('%s', (_name, one, other) => {
    expect([alike(one, other, 'strict'), alike(other, one, 'strict')]).toEqual([true, true]);
  });

  test.each([
    ['other words', text('welcome'), text('go away')],
    ['another type', text('{"type":"hello"}'), text('{"type":"error"}')],
    ['another numeric type', text('{"type":1}'), text('{"type":7}')],
    ['another status', text('{"status":200}'), text('{"status":403}')],
    ['other keys', text('{"user":1}'), text('{"error":1}')],
    ['a missing user', text('{"user":{"id":1}}'), text('{"user":null}')],
    ['another flag', text('{"ok":true}'), text('{"ok":false}')],
    ['another event', text('42["hello",1]'), text('42["error",1]')],
    ['another kind at the head of a list', text('[2,{"realm":1}]'), text('[3,{"realm":1}]')],
    ['another packet', text('40{"sid":"a"}'), text('44{"sid":"a"}')],
    ['JSON and prose', text('{"a":1}'), text('hello')],
    ['text and bytes', text('hello'), bytes(0, 1)],
    ['bytes of another kind', bytes(1, 2, 3), bytes(2, 2, 3)],
    ['bytes of another length', bytes(1, 2, 3), bytes(1, 2)],
  ])('not %s', (_name, one, other) => {
    expect([alike(one, other, 'strict'), alike(other, one, 'strict')]).toEqual([false, false]);
  });
});

describe('alike loosely', () => {
  test.each([
    ['prose', text('carpe diem'), text('alea iacta est'), true],
    ['a text in JSON', text('{"type":"quote","text":"a"}'), text('{"type":"quote","text":"b"}'), true],
    ['bytes of one kind', bytes(1, 2, 3), bytes(1), true],
    ['a code to pair with', text('{"type":"pair","code":482913}'), text('{"type":"pair","code":11}'), true],
    ['a name', text('{"event":"hi","name":"Calm Fox"}'), text('{"event":"hi","name":"Odd Heron"}'), true],
    ['another opcode', text('{"op":10,"d":1}'), text('{"op":9,"d":1}'), false],
    ['another event', text('{"event":"hi"}'), text('{"event":"no"}'), false],
    ['another type', text('{"type":"quote"}'), text('{"type":"error"}'), false],
    ['other keys', text('{"quote":"a"}'), text('{"error":"a"}'), false],
  ])('%s', (_name, one, other, expected) => {
    expect(alike(one, other, 'loose')).toBe(expected);
  });
});

test('hostile messages take no time', () => {
  const started = performance.now();
  const long = 'a'.repeat(8192);
  alike(text(long), text(`${long}b`), 'strict');
  alike(text('[{'.repeat(4096)), text('{"a":'.repeat(1600)), 'strict');
  alike(text(`[${'1,'.repeat(4000)}1]`), text(`[${'2,'.repeat(4000)}1]`), 'strict');
  saysNo(text(long));
  expect(performance.now() - started).toBeLessThan(200);
});

test.each([
  ['{"type":"error","data":"Invalid Host/Origin header"}', true],
  ['{"event":"pusher:error","data":{"code":4009}}', true],
  ['{"type":"disconnect","reason":"unauthorized"}', true],
  ['{"success":false}', true],
  ['{"status":403}', true],
  ['Forbidden', true],
  ['origin not allowed', true],
  ['Sorry, come from our own site', true],
  ['wrong site', true],
  ['{"typ":"fehler","text":"Herkunft nicht erlaubt"}', true],
  ['Accès interdit', true],
  ['no autorizado', true],
  ['доступ запрещён', true],
  ['来源被拒绝', true],
  ['{"typ":"willkommen"}', false],
  ['bonjour', false],
  ['bye', true],
  ['{"type":"hello","success":true}', false],
  ['welcome', false],
  ['{"wrongly":0,"byes":1}', false],
])('%s turns away: %s', (data, expected) => {
  expect(saysNo(text(data))).toBe(expected);
});
