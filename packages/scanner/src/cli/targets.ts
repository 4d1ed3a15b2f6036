import { createReadStream } from 'node:fs';
import { UsageError } from '../errors.ts';
import { reason } from './files.ts';
import { suggestion } from './suggest.ts';
import type { Terminal } from './terminal.ts';

export interface Target {
  readonly url: string;
  /** Set where a scheme was added: what to tell the user. */
  readonly note?: string;
}

/** The targets of a command line and of its `--targets` file, in order, each once. Throws `UsageError`. */
export async function* targetsOf(
  operands: readonly string[],
  file: string | undefined,
  stdin: Terminal['stdin'],
): AsyncGenerator<Target> {
  const seen = new Set<string>();
  for (const operand of operands) {
    if (!seen.has(operand)) yield withScheme(operand);
    seen.add(operand);
  }
  if (file === undefined) return;
  for await (const line of linesOf(file, stdin)) {
    const text = line.trim();
    if (text === '' || text.startsWith('#') || seen.has(text)) continue;
    seen.add(text);
    yield withScheme(text);
  }
  if (seen.size === 0) throw new UsageError(`--targets ${file}: no URL in it`);
}

async function* linesOf(file: string, stdin: Terminal['stdin']): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of file === '-' ? stdin : createReadStream(file)) {
      const lines = (
        rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))
      ).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw new UsageError(`--targets ${file}: cannot read it: ${reason(error)}`);
  }
  yield rest;
}

const loopbackHost = /^(localhost|[a-z0-9-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/?#]|$)/i;
const bareHost =
  /^(?:[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+\.?|\[[0-9a-f:.]+\]|localhost)(?::\d+)?(?:[/?#]|$)|^[a-z0-9_-]+:\d+(?:[/?#]|$)/iu;

/**
 * Adds the scheme that a host name lacks: https, and http for a loopback host, where development servers
 * seldom have a certificate. Anything else is left as it is, for the scan to judge.
 */
export function withScheme(text: string): Target {
  if (!bareHost.test(text)) return { url: text };
  const url = `${loopbackHost.test(text) ? 'http' : 'https'}://${text}`;
  return { url, note: `${text} has no scheme: taking ${url}` };
}

/** Throws `UsageError` for an operand that was more likely meant as a command. */
export function assertNoCommand(operands: readonly string[], commands: readonly string[]): void {
  const word = operands.find(
    (operand) => /^[a-z][a-z-]*$/i.test(operand) && operand.toLowerCase() !== 'localhost',
  );
  if (word !== undefined) {
    throw new UsageError(
      `${word} is neither a command nor a URL${suggestion(word, commands) || `: give one like https://${word}.example/`}`,
    );
  }
}
