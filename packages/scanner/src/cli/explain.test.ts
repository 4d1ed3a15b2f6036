import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
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
    expect(await runCli(['explain', 'origin-not-validated'])).toEqual({
      status: 0,
      stdout: page,
      stderr: '',
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
