import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { Remediation, ReportRecipe } from '../../report.ts';
import { elementsOf } from '../testing/structure.ts';
import { Remedy } from './remedy.tsx';

const recipe: ReportRecipe = {
  recipe: 'node-ws',
  stack: 'ws (Node.js)',
  title: 'Compare the Origin in verifyClient',
  place: 'Where the server is made.',
  language: 'js',
  code: "if (a < b) {\n  refuse('x');\n}",
  page: 'docs/fixes/node-ws.md',
};
const summary = 'Answer 403 to every other Origin.';

function shown(remediation: Remediation): string {
  return render(h(Remedy, { remediation }));
}

function told(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

test('a remedy without a recipe is a sentence', () => {
  expect(told(shown({ summary }))).toBe(`How to fix it ${summary}`);
});

test('code for the software that named itself', () => {
  const because = 'recognised by its path';
  const remediation = {
    summary,
    ...recipe,
    guess: false,
    because,
    caveat: 'Browsers only.',
    alternatives: [],
  };
  const html = shown(remediation);
  expect(html).toContain('<pre tabindex="0"><code>if (a &lt; b) {\n  refuse(\'x\');\n}</code></pre>');
  expect(told(html)).toContain('Compare the Origin in verifyClient. Where the server is made.');
  expect(told(html)).toContain('For ws (Node.js) : recognised by its path. Browsers only.');
  expect(elementsOf(html).filter(({ name }) => name === 'details')).toEqual([]);
});

test('a guess says so, and offers the others', () => {
  const other = { ...recipe, recipe: 'nginx', stack: 'nginx', code: 'return 403;' };
  const remediation = {
    summary,
    ...recipe,
    guess: true,
    because: 'recognised by its silence',
    alternatives: [other],
  };
  const text = told(shown(remediation));
  expect(text).toContain('A guess at ws (Node.js) : recognised by its silence.');
  expect(text).toContain('If it is something else: nginx nginx Compare the Origin');
  expect(text).toContain('return 403;');
});
