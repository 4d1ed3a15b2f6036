import { readFileSync, readdirSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { suggestion } from './suggest.ts';
import { isInteractive, usesColor, widthOf, type Terminal } from './terminal.ts';

/** Every rule's page, named by its id: all that explaining takes, so that no rule has to be loaded for it. */
const pages = new URL('../../docs/rules/', import.meta.url);

/** A rule's documentation page, or the list of rules without an id. Throws `UsageError`. */
export async function explain(id: string | undefined, terminal: Terminal, color: boolean): Promise<string> {
  const ids = readdirSync(pages)
    .map((file) => file.replace(/\.md$/, ''))
    .toSorted((a, b) => (a < b ? -1 : 1));
  if (id === undefined) return ruleList(ids);
  if (!ids.includes(id)) {
    const advice = suggestion(id, ids) || ': "wssure explain" lists them all';
    throw new UsageError(`there is no rule ${JSON.stringify(id)}${advice}`);
  }
  const markdown = pageOf(id);
  if (!isInteractive(terminal.stdout, terminal.env)) return markdown;
  const { renderMarkdown } = await import('./markdown.ts');
  return renderMarkdown(markdown, {
    width: widthOf(terminal.stdout),
    color: usesColor(terminal.stdout, terminal.env, color),
  });
}

function pageOf(id: string): string {
  return readFileSync(new URL(`${id}.md`, pages), 'utf8');
}

const levels = ['fail', 'warn', 'note'];

/** One line a rule, worst level first. */
function ruleList(ids: readonly string[]): string {
  const width = Math.max(...ids.map((id) => id.length));
  const rows = ids.map((id) => {
    const [, title = '', level = ''] = /^# [^:\n]+: (.+)\n\nLevel: (\w+)/.exec(pageOf(id)) ?? [];
    return { level, line: `${id.padEnd(width)}  ${level}  ${title}` };
  });
  const sorted = rows.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  const closing = 'wssure explain <rule> says what it means, why it matters and how to fix it.';
  return `${[...sorted.map(({ line }) => line), '', closing].join('\n')}\n`;
}
