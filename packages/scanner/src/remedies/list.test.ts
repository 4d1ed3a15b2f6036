import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/list.ts';
import { createMasker } from '../secrets.ts';
import { remedies } from './list.ts';

const here = new URL('./', import.meta.url);
const recipes = remedies.flatMap((remedy) => remedy.recipes);

test('every remedy file is in the list, and every remedy of the list has a file of its name', () => {
  const defining = readdirSync(here).filter(
    (file) =>
      file.endsWith('.ts') &&
      !file.endsWith('.test.ts') &&
      /^export default defineRemedy\(/m.test(readFileSync(new URL(file, here), 'utf8')),
  );
  expect(defining.map((file) => file.replace(/\.ts$/, '')).toSorted()).toEqual(
    remedies.map(({ id }) => id).toSorted(),
  );
});

test('no two recipes share an id', () => {
  const ids = recipes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(remedies.map((remedy) => [remedy.id, remedy] as const))('%s', (_, remedy) => {
  test('says how to tell, what goes wrong, and where its documentation is', () => {
    expect(remedy.signs).toMatch(/\.$/);
    expect(remedy.pitfalls.length).toBeGreaterThan(0);
    for (const pitfall of remedy.pitfalls) expect(pitfall).toMatch(/\.$/);
    expect(remedy.links.length).toBeGreaterThan(0);
    for (const link of remedy.links) expect(new URL(link).protocol).toBe('https:');
  });
});

describe.each(recipes.map((recipe) => [recipe.id, recipe] as const))('%s', (_, recipe) => {
  test('fixes rules that exist, and says where its code goes', () => {
    const ids = rules.map(({ meta }) => meta.id);
    expect(recipe.fixes.filter((rule) => !ids.includes(rule))).toEqual([]);
    expect(recipe.title).not.toMatch(/\.$/);
    expect(recipe.place).toMatch(/\.$/);
  });

  test('its code is short, ends with a line feed and is not masked in a report', () => {
    expect(recipe.code).toMatch(/[^\s]\n$/);
    expect(recipe.code.split('\n').length).toBeLessThan(60);
    expect(createMasker()(recipe.code)).toBe(recipe.code);
  });
});
