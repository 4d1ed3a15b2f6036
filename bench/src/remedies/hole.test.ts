import { describe, expect, test } from 'vitest';
import { cases } from './cases.ts';
import { repaired, vulnerable } from './hole.ts';

const first = cases.find(({ recipe }) => recipe === 'haproxy-origin');

describe('the hole of a program', () => {
  test('holds the recipe, indented as it is, and nothing else changes', () => {
    if (!first) throw new Error('haproxy-origin is not proved');
    const before = vulnerable(first).text;
    const after = repaired(first, 'one\n\ntwo\n').text;
    expect(after).toContain('pem\n  one\n\n  two\n  default_backend app\n');
    expect(after.replace('  one\n\n  two\n', '  # <recipe>\n  # </recipe>\n')).toBe(before);
  });

  test('takes code with signs that mean something in a replacement', () => {
    if (!first) throw new Error('haproxy-origin is not proved');
    expect(repaired(first, "a $& b $1 $'\n").text).toContain("  a $& b $1 $'\n");
  });
});

test.each(cases.map((one) => [one.recipe, one] as const))('%s has a program with one hole', (_, one) => {
  expect(vulnerable(one).text).toContain('</recipe>');
  expect(repaired(one, 'fixed\n').text).not.toContain('recipe>');
});
