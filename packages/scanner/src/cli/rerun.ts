import { createMasker } from '../secrets.ts';

/**
 * The command line as it can be pasted into a POSIX shell to run it again. Credentials are masked, those of
 * `--header` and `--cookie` whatever they look like, unless `--show-secrets` is on it.
 */
export function rerunCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string {
  const shown = argv.includes('--show-secrets') ? argv : masked(argv);
  // npx sets it: the command is then not on the PATH.
  const program = env['npm_command'] === 'exec' ? ['npx', 'wssure'] : ['wssure'];
  return [...program, ...shown.map(shellQuoted)].join(' ');
}

function masked(argv: readonly string[]): string[] {
  const masker = createMasker();
  return argv.map((argument, index) => {
    const [, option, value] = /^(--header|--cookie)=([^]*)$/.exec(argument) ?? [];
    if (option !== undefined && value !== undefined) return `${option}=${maskedValue(option, value)}`;
    const before = argv[index - 1];
    return before === '--header' || before === '--cookie' ? maskedValue(before, argument) : masker(argument);
  });
}

function maskedValue(option: string, value: string): string {
  if (option === '--header') return value.replace(/^([^:]*:\s*)[^]*$/, '$1***');
  return value.replace(/=[^;]*/g, '=***');
}

function shellQuoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}
