import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Puts a bench's tables between its markers in a page of docs/. Throws where the markers are gone. */
export function writeSection(page: 'accuracy' | 'speed', bench: string, text: string): void {
  const document = fileURLToPath(new URL(`../../docs/${page}.md`, import.meta.url));
  const marked = new RegExp(`<!-- ${bench} -->[^]*<!-- /${bench} -->`);
  const before = readFileSync(document, 'utf8');
  if (!marked.test(before)) throw new Error(`${document} has lost its ${bench} markers`);
  writeFileSync(
    document,
    before.replace(marked, () => `<!-- ${bench} -->\n\n${text}\n\n<!-- /${bench} -->`),
  );
}
