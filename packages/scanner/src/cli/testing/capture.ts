import { Writable } from 'node:stream';
import { run } from '../cli.ts';
import type { Output, Terminal } from '../terminal.ts';

export interface Captured {
  readonly stdout: string;
  readonly stderr: string;
}

export interface CapturedRun extends Captured {
  readonly status: number;
}

export interface CaptureOptions {
  readonly stdin?: string;
  readonly env?: Terminal['env'];
  /** Columns of a terminal on both outputs; without it, they are pipes. */
  readonly columns?: number;
}

/** A terminal whose outputs are kept. */
export function captureTerminal({ stdin = '', env = {}, columns }: CaptureOptions = {}): {
  readonly terminal: Terminal;
  readonly captured: () => Captured;
} {
  const [stdout, outText] = collector(columns);
  const [stderr, errText] = collector(columns);
  async function* input(): AsyncGenerator<string> {
    if (stdin !== '') yield stdin;
  }
  return {
    terminal: { stdin: input(), stdout, stderr, env },
    captured: () => ({ stdout: outText(), stderr: errText() }),
  };
}

/** Runs a command line in this process. */
export async function runCli(argv: readonly string[], options?: CaptureOptions): Promise<CapturedRun> {
  const { terminal, captured } = captureTerminal(options);
  const status = await run(argv, terminal);
  return { status, ...captured() };
}

function collector(columns: number | undefined): [Output, () => string] {
  let text = '';
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  return [Object.assign(stream, columns === undefined ? {} : { isTTY: true, columns }), () => text];
}
