import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { remedies } from '../remedies/list.ts';
import { remedyPage } from '../remedies/page.ts';
import { rules } from '../rules/list.ts';
import { runCli } from './testing/capture.ts';

const page = readFileSync(new URL('../../docs/rules/origin-not-validated.md', import.meta.url), 'utf8');

describe('wssure explain', () => {
  test('lists every rule with its level and title, as the rules themselves have them', async () => {
    const { status, stdout, stderr } = await runCli(['explain']);
    const byLevel = ['fail', 'warn', 'note'].flatMap((level) =>
      rules.filter(({ meta }) => meta.level === level).toSorted((a, b) => (a.meta.id < b.meta.id ? -1 : 1)),
    );
    const width = Math.max(...rules.map(({ meta }) => meta.id.length));
    const lines = byLevel.map(({ meta }) => `${meta.id.padEnd(width)}  ${meta.level}  ${meta.title}`);
    const closing = 'wssure explain <rule> says what it means, why it matters and how to fix it.';
    expect({ status, stderr, lines: stdout.split('\n') }).toEqual({
      status: 0,
      stderr: '',
      lines: [...lines, '', closing, ''],
    });
  });

  test('prints a page as Markdown into a pipe', async () => {
    const { status, stdout, stderr } = await runCli(['explain', 'origin-not-validated']);
    expect({ status, stderr, page: stdout.slice(0, page.length) }).toEqual({ status: 0, stderr: '', page });
  });

  test("ends a rule's page with the recipes for its findings, and prints a recipe's page", async () => {
    const { stdout } = await runCli(['explain', 'origin-not-validated']);
    const recipes = [...stdout.matchAll(/^- .+: `wssure explain ([\w-]+)`$/gm)].map(([, id]) => id ?? '');
    expect(recipes).toEqual(expect.arrayContaining(['node-ws', 'node-socketio', 'nginx-origin']));
    expect(recipes).not.toContain('nginx-tls');
    expect(stdout).toContain('The Origin guards the users of browsers only');
    for (const id of recipes) {
      const remedy = remedies.find((one) => one.recipes.some((recipe) => recipe.id === id));
      expect(await runCli(['explain', id])).toEqual({
        status: 0,
        stdout: remedy && remedyPage(remedy),
        stderr: '',
      });
    }
  });

  test('says what there is where an id is unknown', async () => {
    expect(await runCli(['explain', 'node-wss'])).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('there is no rule and no recipe "node-wss"'),
    });
  });

  test('prints a page for a terminal, with and without colours', async () => {
    const colored = await runCli(['explain', 'origin-not-validated'], { columns: 70 });
    const plain = await runCli(['explain', 'origin-not-validated', '--no-color'], { columns: 70 });
    expect(colored.stdout).toContain('\u001b[1m');
    expect(stripVTControlCharacters(colored.stdout)).toBe(plain.stdout);
    expect(plain.stdout).not.toMatch(/^#|^```|^\|/m);
    expect(plain.stdout.split('\n').filter((line) => line.length > 70 && !line.startsWith('    '))).toEqual(
      [],
    );
  });

  test('every page can be rendered', async () => {
    for (const { meta } of rules) {
      const { status, stdout } = await runCli(['explain', meta.id], { columns: 80 });
      expect([status, stdout.length > 500]).toEqual([0, true]);
    }
  });
});
