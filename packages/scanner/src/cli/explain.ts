import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { suggestion } from './suggest.ts';
import { isInteractive, usesColor, widthOf, type Terminal } from './terminal.ts';

/** A rule's documentation page, or the list of rules without an id. Throws `UsageError`. */
export async function explain(id: string | undefined, terminal: Terminal, color: boolean): Promise<string> {
  if (id === undefined) return ruleList();
  const markdown = pageOf(id);
  if (markdown === null) {
    const { rules } = await import('../rules/list.ts');
    const near = suggestion(
      id,
      rules.map(({ meta }) => meta.id),
    );
    throw new UsageError(
      `there is no rule ${JSON.stringify(id)}${near || ': "wssure explain" lists them all'}`,
    );
  }
  if (!isInteractive(terminal.stdout, terminal.env)) return markdown;
  const { renderMarkdown } = await import('./markdown.ts');
  return renderMarkdown(markdown, {
    width: widthOf(terminal.stdout),
    color: usesColor(terminal.stdout, terminal.env, color),
  });
}

/** Every rule has a page of its id's name: a test of the rules keeps the two in step. */
function pageOf(id: string): string | null {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) return null;
  try {
    return readFileSync(new URL(`../../docs/rules/${id}.md`, import.meta.url), 'utf8');
  } catch {
    return null;
  }
}

async function ruleList(): Promise<string> {
  const { rules } = await import('../rules/list.ts');
  const width = Math.max(...rules.map(({ meta }) => meta.id.length));
  const lines = rules.map(({ meta }) => `${meta.id.padEnd(width)}  ${meta.level}  ${meta.title}`);
  return `${lines.join('\n')}\n\nwssure explain <rule> says what it means, why it matters and how to fix it.\n`;
}
