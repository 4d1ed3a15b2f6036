import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rules } from './list.ts';

const here = new URL('./', import.meta.url);
const pages = new URL('../../docs/rules/', import.meta.url);
const ids = rules.map(({ meta }) => meta.id);

/** The contract's order; a rule that does not exist yet is missing from the list and not from here. */
const order = [
  'plaintext-endpoint',
  'plaintext-reference',
  'plaintext-mention',
  'plaintext-accepted',
  'csp-allows-plaintext',
  'tls-certificate-invalid',
  'tls-version-obsolete',
  'tls-reference',
  'origin-not-validated',
  'origin-validated-weakly',
  'origin-undetermined',
  'fallback-cross-origin',
  'session-hijackable',
  'session-unauthenticated',
  'cookie-samesite',
  'token-in-url',
  'dev-server-socket',
  'third-party-endpoint',
  'coverage-limited',
];

test('the list follows the order of the contract', () => {
  expect(ids).toEqual(order.filter((id) => ids.includes(id)));
});

test('every rule file is in the list, and every rule of the list has a file of its name', () => {
  const files = readdirSync(here).filter(
    (file) => file.endsWith('.ts') && !/^(rule|list)\.|\.test\.ts$/.test(file),
  );
  const defining = files.filter((file) =>
    /^export default defineRule\(/m.test(readFileSync(new URL(file, here), 'utf8')),
  );
  expect(defining.map((file) => file.replace(/\.ts$/, '')).toSorted()).toEqual(ids.toSorted());
});

test('every rule has a page and no page is without a rule', () => {
  expect(readdirSync(pages).toSorted()).toEqual(ids.map((id) => `${id}.md`).toSorted());
});

test('the index of the documentation lists every rule with its level, in order', () => {
  const index = readFileSync(new URL('../../../../docs/README.md', import.meta.url), 'utf8');
  const rows = [...index.matchAll(/^\| \[`([a-z-]+)`\]\(([^)]+)\) +\| (\w+)/gm)].map(
    ([, id, link, level]) => ({ id, link, level }),
  );
  expect(rows).toEqual(
    rules.map(({ meta }) => ({
      id: meta.id,
      link: `../packages/scanner/docs/rules/${meta.id}.md`,
      level: meta.level,
    })),
  );
});

describe.each(rules.map(({ meta }) => [meta.id, meta] as const))('%s', (id, meta) => {
  const page = readFileSync(new URL(`${id}.md`, pages), 'utf8');

  test('has a test of its own', () => {
    expect(readFileSync(new URL(`${id}.test.ts`, here), 'utf8')).toContain(`from './${id}.ts'`);
  });

  test('its page has the shape of all, and opens with its id and level', () => {
    expect(page).toMatch(new RegExp(`^# ${id}: .+\n\nLevel: ${meta.level}\\b`));
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      'What it means',
      'Why it matters',
      'How wssure tells',
      'How to fix it',
      'When it is fine',
    ]);
  });

  test('its page names every requirement that its findings name', () => {
    for (const number of meta.standards.pciDss) expect(page).toContain(number);
    for (const number of meta.standards.asvs) expect(page).toContain(number);
    for (const number of meta.standards.cwe) expect(page).toContain(`CWE-${number}`);
  });

  test('speaks of PCI DSS conditionally', () => {
    expect(page).toMatch(/PCI DSS[^]*\bif\b|No requirement of PCI DSS|PCI DSS[^]*covers only/);
  });

  test('its facts are well formed', () => {
    expect(meta.title).not.toMatch(/\.$/);
    expect(meta.description).toMatch(/\.$/);
    for (const link of meta.references) expect(new URL(link).protocol).toBe('https:');
  });
});
