import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeBlock, codeSpan, jsonText, markdownText, visible, visibleSource, xmlText } from './escape.ts';
import { unseen } from './testing/structure.ts';

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\u001b', '\u202e', '`', '|', '\\', '<', '\t', '\n', ' ', '\ud800', '\u{e0041}'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('visible', () => {
  test.each([
    ['terminal control', '\u001b[31mred\u0007', String.raw`\u{1b}[31mred\u{7}`],
    ['C1 control', '\u009b2J', String.raw`\u{9b}2J`],
    ['line breaks', 'a\r\nb\u2028c', String.raw`a\u{d}\u{a}b\u{2028}c`],
    ['reordering', 'wss://\u202etset.pohs', String.raw`wss://\u{202e}tset.pohs`],
    ['zero width and soft hyphen', 'a\u200bb\ufeffc\u00add', String.raw`a\u{200b}b\u{feff}c\u{ad}d`],
    ['tag characters', '\u{e0041}', String.raw`\u{e0041}`],
    ['a lone surrogate', '\ud800x', String.raw`\u{d800}x`],
    ['a noncharacter', '\uffff', String.raw`\u{ffff}`],
  ])('writes %s as code points', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('leaves text of any script as it is', () => {
    const text = 'Ünïcode 日本語 עברית 🙂 "quotes" <tags> \\u{1b}';
    expect(visible(text)).toBe(text);
  });

  test('keeps nothing unseen of any text, and changes its own result no more', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = visible(text);
        expect(shown).not.toMatch(unseen);
        expect(shown).not.toContain('\n');
        expect(visible(shown)).toBe(shown);
      }),
    );
  });

  test('source text has spaces for tabs', () => {
    expect(visibleSource('\tlet a;\u0000')).toBe(String.raw` let a;\u{0}`);
  });
});

describe('xmlText', () => {
  test('escapes markup and shows what XML forbids', () => {
    expect(xmlText(`<a href="x">'&'</a>\u0000\ufffe]]>`)).toBe(
      String.raw`&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;\u{0}\u{fffe}]]&gt;`,
    );
  });
});

describe('jsonText', () => {
  test('reads back as the same value, in visible characters', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.array(anyText)), fc.constantFrom(0, 2), (value, indent) => {
        const text = jsonText(value, indent);
        expect(text).not.toMatch(unseen);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('escapes what JSON.stringify leaves', () => {
    expect(jsonText('\u009b\u202e\u{e0041}', 0)).toBe(String.raw`"\u009b\u202e\udb40\udc41"`);
  });
});

describe('codeSpan', () => {
  test.each([
    ['wss://a/?b=*c*', '`wss://a/?b=*c*`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['a``b`c', '```a``b`c```'],
    [' a', '`  a `'],
    ['a|b', '`a\\u{7c}b`'],
    ['\n', '`\\u{a}`'],
    ['  ', '(empty)'],
    ['', '(empty)'],
  ])('%j', (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });
});

test('codeBlock has a longer fence than anything in it', () => {
  expect(codeBlock(['a ```` b', '```'], 'js')).toBe('`````js\na ```` b\n```\n`````');
});

describe('markdownText', () => {
  test.each([
    [
      'A server’s Origin (of the page) got 101, TLS 1.0.',
      'A server’s Origin (of the page) got 101, TLS 1.0.',
    ],
    ['Open wss://a.test/x, not ws://a.test.', 'Open `wss://a.test/x`, not `ws://a.test`.'],
    ['[a](javascript:b) <b>', '`[a](javascript:b` `<b>`'.replace('b`', 'b`)')],
    ['see @everyone and #12', 'see `@everyone` and `#12`'],
    ['www.evil.test', '`www.evil.test`'],
    ['1. one', '`1.` one'],
    ['- one', '`-` one'],
    ['use a_b_c and **', 'use `a_b_c` and `**`'],
  ])('%j', (text, shown) => {
    expect(markdownText(text)).toBe(shown);
  });
});
