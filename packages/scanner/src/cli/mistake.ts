import type { Terminal } from './terminal.ts';

/** What to say of an error that is a mistake in wssure itself; its stack goes to stderr with WSSURE_DEBUG=1. */
export function mistakeOf(error: unknown, { stderr, env }: Terminal): string {
  if (env['WSSURE_DEBUG'] && error instanceof Error) stderr.write(`${error.stack}\n`);
  const message = error instanceof Error ? error.message : String(error);
  return `a mistake in wssure itself: ${message} (please report it, with what WSSURE_DEBUG=1 prints)`;
}
