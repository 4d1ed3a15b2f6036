import { describe, expect, it } from 'vitest';
import { loadScript } from '../load-script.ts';
import { Mishaps } from './mishaps.ts';
import type { Script } from './script.ts';

const url = 'https://shop.example/a.js';
const source = { url, kind: 'script', goal: 'script', text: '0', baseUrl: url, realm: url } as const;
const loaded = loadScript(source, 100);
const script: Script | null = 'script' in loaded ? loaded.script : null;

describe('mistakes of the analysis', () => {
  const cases: readonly (readonly [error: unknown, isNoted: boolean])[] = [
    [new TypeError('name.toLowerCase is not a function'), true],
    [new SyntaxError('Invalid regular expression'), true],
    [new RangeError('Maximum call stack size exceeded'), false],
    ['what a page throws', false],
    [undefined, false],
  ];
  it.each(cases)('%s', (error, isNoted) => {
    const mishaps = new Mishaps();
    expect(script !== null && mishaps.note(error, script)).toBe(isNoted);
    expect([...mishaps.list.values()]).toEqual(isNoted && error instanceof Error ? [error.message] : []);
  });

  const natives: readonly (readonly [message: string, isOurs: boolean])[] = [
    ['text.slice is not a function', true],
    ["Cannot read properties of undefined (reading 'x')", true],
    ['Cannot convert a Symbol value to a string', false],
    ['Cannot mix BigInt and other types, use explicit conversions', false],
  ];
  it.each(natives)('in a function of the language: %s', (message, isOurs) => {
    const mishaps = new Mishaps();
    if (script !== null) mishaps.noteNative(new TypeError(message), script);
    expect([...mishaps.list.values()]).toEqual(isOurs ? [message] : []);
  });

  it('are told once for a script, the first of them', () => {
    const mishaps = new Mishaps();
    if (script !== null)
      for (const message of ['first', 'second']) mishaps.note(new TypeError(message), script);
    expect([...mishaps.list.values()]).toEqual(['first']);
  });
});
