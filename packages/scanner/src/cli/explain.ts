import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { suggestion } from './suggest.ts';
import { isInteractive, usesColor, widthOf, type Terminal } from './terminal.ts';

/** Every rule's page, named by its id: all that explaining takes, so that no rule has to be loaded for it. */
const pages = new URL('../../docs/rules/', import.meta.url);

/** A rule's or a recipe's documentation page, or the list of rules without an id. Throws `UsageError`. */
export async function explain(id: string | undefined, terminal: Terminal, color: boolean): Promise<string> {
  const ids = readdirSync(pages)
    .map((file) => file.replace(/\.md$/, ''))
    .toSorted((a, b) => (a < b ? -1 : 1));
  if (id === undefined) return ruleList(ids);
  const markdown = ids.includes(id) ? rulePage(id) : await recipePage(id, ids);
  if (!isInteractive(terminal.stdout, terminal.env)) return markdown;
  const { renderMarkdown } = await import('./markdown.ts');
  return renderMarkdown(markdown, {
    width: widthOf(terminal.stdout),
    color: usesColor(terminal.stdout, terminal.env, color),
  });
}

/** A rule's page, with the recipes that fix its findings. */
function rulePage(rule: string): string {
  const recipes = new URL(`../recipes/${rule}.md`, pages);
  return existsSync(recipes) ? `${pageOf(rule)}\n${readFileSync(recipes, 'utf8')}` : pageOf(rule);
}

/** The page of the stack that a recipe is for, or that is named. */
async function recipePage(id: string, rules: readonly string[]): Promise<string> {
  const [{ remedies }, { remedyPage }] = await Promise.all([
    import('../remedies/list.ts'),
    import('../remedies/page.ts'),
  ]);
  const remedy = remedies.find((one) => one.id === id || one.recipes.some((recipe) => recipe.id === id));
  if (remedy) return remedyPage(remedy);
  const known = [...rules, ...remedies.flatMap(({ recipes }) => recipes.map((recipe) => recipe.id))];
  const advice = suggestion(id, known) || ': "wssure explain" lists all rules';
  throw new UsageError(`there is no rule and no recipe ${JSON.stringify(id)}${advice}`);
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
