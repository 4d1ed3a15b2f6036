import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { remedies } from './list.ts';
import { recipesFor, remedyIndex, remedyPage } from './page.ts';

const folder = new URL('../../../../docs/fixes/', import.meta.url);

function written(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

// Where they differ: npm run docs:fixes.
describe('docs/fixes', () => {
  test('has a page for every remedy and none without', () => {
    expect(readdirSync(folder).toSorted()).toEqual(
      ['README.md', ...remedies.map(({ id }) => `${id}.md`)].toSorted(),
    );
  });

  test.each(remedies.map((remedy) => [remedy.id, remedy] as const))(
    '%s is as the remedy says',
    (id, remedy) => {
      expect(written(`${id}.md`)).toBe(remedyPage(remedy));
    },
  );

  test('the index lists every remedy', () => {
    expect(written('README.md')).toBe(remedyIndex(remedies));
  });
});

describe('docs/recipes', () => {
  const recipes = new URL('../../docs/recipes/', import.meta.url);
  const fixed = [...new Set(remedies.flatMap((remedy) => remedy.recipes.flatMap(({ fixes }) => fixes)))];

  test('has a page for every rule that a recipe fixes and none without', () => {
    expect(readdirSync(recipes).toSorted()).toEqual(fixed.map((rule) => `${rule}.md`).toSorted());
  });

  test.each(fixed)('%s lists the recipes', (rule) => {
    expect(readFileSync(new URL(`${rule}.md`, recipes), 'utf8')).toBe(recipesFor(rule, remedies));
  });

  test('tells what a check of the Origin leaves open, where one is listed', () => {
    const caveat = 'a sensitive endpoint needs a token as well';
    expect(recipesFor('origin-not-validated', remedies)).toContain(caveat);
    expect(recipesFor('plaintext-accepted', remedies)).not.toContain(caveat);
  });

  test('has nothing of a rule without a recipe', () => {
    expect(recipesFor('third-party-endpoint', remedies)).toBe(null);
  });
});

test('a page has the recipe as it is run, and says what an Origin check leaves open', () => {
  const remedy = remedies.find(({ id }) => id === 'node-ws');
  const page = remedy ? remedyPage(remedy) : '';
  expect(page).toContain(`\`\`\`js\n${remedy?.recipes[0]?.code}\`\`\``);
  expect(page).toContain('a sensitive endpoint needs a token as well');
});
