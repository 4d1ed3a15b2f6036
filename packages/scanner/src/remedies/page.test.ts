import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { remedies } from './list.ts';
import { remedyIndex, remedyPage } from './page.ts';

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

test('a page has the recipe as it is run, and says what an Origin check leaves open', () => {
  const remedy = remedies.find(({ id }) => id === 'node-ws');
  const page = remedy ? remedyPage(remedy) : '';
  expect(page).toContain(`\`\`\`js\n${remedy?.recipes[0]?.code}\`\`\``);
  expect(page).toContain('a sensitive endpoint needs a token as well');
});
