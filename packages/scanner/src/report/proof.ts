import type { Evidence, EvidenceValue, Finding } from '../report.ts';

/** What a finding's `evidence.proof` says, for a reader. */
export interface ShownProof {
  /** Lines: the request's head, the answer's, and what came after it. */
  readonly request: readonly string[];
  readonly response: readonly string[];
  readonly after: readonly string[];
  /** A command that repeats it; null where curl cannot. */
  readonly curl: string | null;
  /** A whole HTML document that shows it in a browser. */
  readonly page: string | null;
}

/** Null where a finding has none. Reports come from files and databases too: what has another shape is left out. */
export function proofOf({ evidence }: Finding): ShownProof | null {
  const { proof } = evidence;
  if (!isRecord(proof)) return null;
  const exchange = isRecord(proof.exchange) ? proof.exchange : {};
  const shown = {
    request: linesOf(exchange.request),
    response: linesOf(exchange.response),
    after: linesOf(exchange.after),
    curl: typeof proof.curl === 'string' ? proof.curl : null,
    page: typeof proof.page === 'string' ? proof.page : null,
  };
  return shown.request.length > 0 || shown.curl !== null ? shown : null;
}

/** The evidence without the proof, which is shown in a form of its own. */
export function factsOf({ evidence }: Finding): Evidence {
  const { proof: _proof, ...facts } = evidence;
  return facts;
}

/** Whether a command has to be completed by hand. */
export function isMasked(command: string): boolean {
  return command.includes('***');
}

/** A shell command in lines of at most `width` columns where its words allow it, each but the last ending in ` \`. */
export function commandLines(command: string, width: number): string[] {
  const words = command.match(/(?:\\.|'[^']*'|[^\s'\\])+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const [index, word] of words.entries()) {
    // An option's value stays beside it.
    const unit =
      word.startsWith('--') && words[index + 1] !== undefined ? `${word} ${words[index + 1]}` : word;
    if (line !== '' && line.length + 1 + unit.length + 2 > width) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function linesOf(value: EvidenceValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string') : [];
}

function isRecord(value: EvidenceValue | undefined): value is Evidence {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
