import { rules } from 'wssure';
import { describe, expect, test } from 'vitest';
import { documentationOf } from './documentation.ts';

describe.each(rules.map(({ meta }) => meta.id))('%s', (id) => {
  const { meaning, why, how, fix, stacks } = documentationOf(id);

  test('is explained in every part', () => {
    expect([meaning, why, how, fix].map((part) => part.startsWith('<'))).toEqual([true, true, true, true]);
  });

  test('has headings below the page’s own, one id each', () => {
    expect([meaning, why, how, fix].join('').match(/<h[12456]/g)).toBeNull();
    expect(fix.match(/<h3/g) ?? []).toHaveLength(stacks.length);
    expect(new Set(stacks.map((stack) => stack.id)).size).toBe(stacks.length);
  });

  test('loads nothing and runs nothing', () => {
    expect([meaning, why, how, fix].join('')).not.toMatch(/<(script|img|iframe|style)|\son\w+=|javascript:/);
  });
});

test('tables and code are what they are', () => {
  const { why, fix, stacks } = documentationOf('origin-not-validated');
  expect(why).toContain('<table>');
  expect(fix).toContain('<pre tabindex="0"><code class="language-js">');
  expect(stacks).toContainEqual({ name: 'Node: ws', id: 'fix-1' });
});
