import type { Command } from 'commander';
import type { Invocation } from '../program.ts';

/** `wssure explain [rule]`. */
export function explainCommand(program: Command, { terminal }: Invocation): void {
  const command = program
    .command('explain')
    .description("print a rule's documentation: what it means, why it matters, how to fix it")
    .usage('[rule] [options]')
    .argument('[rule]', "the rule's id; without it, all rules are listed")
    .option('--no-color', 'no colours');
  command.action(async (id: string | undefined) => {
    const { explain } = await import('../explain.ts');
    const { color } = command.opts<{ color: boolean }>();
    terminal.stdout.write(await explain(id, terminal, color));
  });
}
