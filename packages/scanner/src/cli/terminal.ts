/** What the command line needs of the process around it; tests hand in their own. */
export interface Terminal {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/**
 * Whether ANSI colours go to that output: `--no-color` and NO_COLOR (no-color.org) turn them off, FORCE_COLOR
 * turns them on, otherwise they need a terminal.
 */
export function usesColor(output: Output, env: Terminal['env'], wanted: boolean): boolean {
  if (!wanted || env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return isInteractive(output, env);
}

/** Whether a person watches that output. */
export function isInteractive(output: Output, env: Terminal['env']): boolean {
  return output.isTTY === true && env['TERM'] !== 'dumb';
}

/** Columns to write for: those of the terminal, 80 where there is none. */
export function widthOf(output: Output): number {
  return Math.max(40, output.columns ?? 80);
}

/** Writes one message for the person at the terminal. Its text must already be visible characters. */
export function say(terminal: Terminal, message: string): void {
  terminal.stderr.write(`wssure: ${message}\n`);
}
