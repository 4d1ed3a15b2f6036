import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from '../../errors.ts';
import { rules } from '../../rules/list.ts';
import type { Invocation } from '../program.ts';
import { suggestion } from '../suggest.ts';
import { isInteractive, usesColor, widthOf, type Terminal } from '../terminal.ts';

/** `wssure explain [rule]`. */
export function explainCommand(program: Command, { terminal }: Invocation): void {
  const command = program
    .command('explain')
    .description("print a rule's documentation: what it means, why it matters, how to fix it")
    .usage('[rule] [options]')
    .argument('[rule]', "the rule's id; without it, all rules are listed")
    .option('--no-color', 'no colours');
  command.action(async (id: string | undefined) => {
    const { color } = command.opts<{ color: boolean }>();
    terminal.stdout.write(id === undefined ? ruleList() : await rulePage(id, terminal, color));
  });
}

function ruleList(): string {
  const width = Math.max(...rules.map(({ meta }) => meta.id.length));
  const lines = rules.map(({ meta }) => `${meta.id.padEnd(width)}  ${meta.level}  ${meta.title}`);
  return `${lines.join('\n')}\n\nwssure explain <rule> says what it means, why it matters and how to fix it.\n`;
}

async function rulePage(id: string, terminal: Terminal, color: boolean): Promise<string> {
  const ids = rules.map(({ meta }) => meta.id);
  const page = new URL(`../../../docs/rules/${id}.md`, import.meta.url);
  if (!ids.includes(id) || !existsSync(page)) {
    throw new UsageError(
      `there is no rule ${JSON.stringify(id)}${suggestion(id, ids) || ': "wssure explain" lists them all'}`,
    );
  }
  const markdown = readFileSync(page, 'utf8');
  if (!isInteractive(terminal.stdout, terminal.env)) return markdown;
  const { renderMarkdown } = await import('../markdown.ts');
  return renderMarkdown(markdown, {
    width: widthOf(terminal.stdout),
    color: usesColor(terminal.stdout, terminal.env, color),
  });
}
