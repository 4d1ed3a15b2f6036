import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { Remediation } from '../../report.ts';
import { recipeLines } from './recipe.ts';

const layout = { width: 60, colors: picocolors.createColors(false) };
const remediation: Remediation = {
  summary: 'Answer 403 to every other Origin.',
  recipe: 'node-ws',
  stack: 'ws (Node.js)',
  title: 'Compare the Origin',
  place: 'Where the server is made.',
  language: 'js',
  code: "const a = 1;\n\nif (a) {\n  refuse('x');\n}\n",
  page: 'docs/fixes/node-ws.md',
  guess: false,
  because: 'recognised by its path',
  alternatives: [],
};

test('the code as it is, for which software, and where to read on', () => {
  expect(recipeLines(remediation, layout, new Set())).toEqual([
    '       Compare the Origin (for ws (Node.js): recognised by',
    '       its path). Where the server is made.',
    '',
    '    const a = 1;',
    '',
    '    if (a) {',
    "      refuse('x');",
    '    }',
    '',
    '       Pitfalls: wssure explain node-ws',
  ]);
});

test('a guess says so, and names the others', () => {
  const { summary, ...recipe } = remediation;
  const other = {
    recipe: 'nginx-origin',
    stack: 'nginx',
    title: 't',
    place: 'p',
    language: 'nginx',
    code: 'c',
    page: 'd',
  };
  const lines = recipeLines(
    { summary, ...recipe, guess: true, alternatives: [other] },
    { ...layout, width: 100 },
    new Set(),
  );
  expect(lines[0]).toContain('a guess at ws (Node.js)');
  expect(lines.at(-1)).toContain('wssure explain node-ws; if it is something else: nginx-origin');
});

test('long code is cut, and told where it is whole', () => {
  const code = `${Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n')}\n`;
  const lines = recipeLines({ ...remediation, code }, layout, new Set());
  expect(lines.filter((line) => /^ +line \d/.test(line))).toHaveLength(12);
  expect(lines.at(-1)).toContain('18 more lines: wssure explain node-ws');
});

test('a line that does not fit stays one line, and one with controls is made visible', () => {
  const refusal = `  socket.end('HTTP/1.1 403 Forbidden\\r\\nConnection: close\\r\\nContent-Length: 0\\r\\n\\r\\n');`;
  const lines = recipeLines({ ...remediation, code: `${refusal}\n\u001b[2J\n` }, layout, new Set());
  expect(lines.slice(3, 5)).toEqual([`    ${refusal}`, String.raw`    \u{1b}[2J`]);
});

test('nothing where there is no recipe', () => {
  expect(recipeLines({ summary: 'Do it.' }, layout, new Set())).toEqual([]);
});

test('code that was told is only named', () => {
  const told = new Set<string>();
  recipeLines(remediation, layout, told);
  expect(recipeLines(remediation, layout, told)).toEqual([
    '       Compare the Origin: with the code of node-ws above.',
  ]);
  expect(recipeLines({ ...remediation, code: 'other();\n' }, layout, told)).toContain('    other();');
});
