import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const document = fileURLToPath(new URL('../../docs/accuracy.md', import.meta.url));

/** Puts a bench's tables between its markers in docs/accuracy.md. Throws where the markers are gone. */
export function writeSection(bench: string, text: string): void {
  const marked = new RegExp(`<!-- ${bench} -->[^]*<!-- /${bench} -->`);
  const before = readFileSync(document, 'utf8');
  if (!marked.test(before)) throw new Error(`${document} has lost its ${bench} markers`);
  writeFileSync(
    document,
    before.replace(marked, () => `<!-- ${bench} -->\n\n${text}\n\n<!-- /${bench} -->`),
  );
}
