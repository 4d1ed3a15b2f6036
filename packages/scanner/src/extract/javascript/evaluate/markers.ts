import { Unknown } from '../values.ts';
import type { Template, Value } from '../values.ts';
import { template } from './text.ts';

/** Plane 15 is for private use: no page's text means anything by it. */
const firstMarker = 0xf0000;
/** What stands for something that is not known, whatever that is. */
export const aMarker = String.fromCodePoint(firstMarker);
const anyMarker = /%F3%B0%8[01]%[89AB][0-9A-F]|[\u{F0000}-\u{F007F}]/giu;

/** Whether a text holds an unknown part of a template, percent-encoded or not. */
export function hasMarker(text: string): boolean {
  return /%F3%B0%8[01]|[\u{F0000}-\u{F007F}]/iu.test(text);
}

/** A template as one string, each unknown part a private-use character. */
export function withMarkers({ parts }: Template): string {
  return parts
    .map((part, index) => (typeof part === 'string' ? part : String.fromCodePoint(firstMarker + index)))
    .join('');
}

/** The template again, after its string was worked on: unknown parts may have been percent-encoded, moved or cut off. */
export function fromMarkers(text: string, { parts }: Template): Value {
  const pieces: (string | Unknown)[] = [];
  let end = 0;
  for (const match of text.matchAll(anyMarker)) {
    pieces.push(text.slice(end, match.index));
    const character = match[0].startsWith('%') ? decodeURIComponent(match[0]) : match[0];
    const part = parts[(character.codePointAt(0) ?? 0) - firstMarker];
    pieces.push(part instanceof Unknown ? part : new Unknown('part of it is not known'));
    end = match.index + match[0].length;
  }
  return template([...pieces, text.slice(end)]);
}

/** Does to a template what is done to a string, taking its unknown parts for opaque text. */
export function throughMarkers(value: Template, apply: (text: string) => string): Value {
  return fromMarkers(apply(withMarkers(value)), value);
}
