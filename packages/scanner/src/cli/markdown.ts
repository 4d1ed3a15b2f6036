import picocolors from 'picocolors';
import wrapAnsi from 'wrap-ansi';

export interface MarkdownLayout {
  readonly width: number;
  readonly color: boolean;
}

/**
 * Markdown of our own documentation pages for a terminal: headings, paragraphs, lists, tables, fenced code, and
 * the inline forms that those pages use. Anything else is shown as it is written.
 */
export function renderMarkdown(markdown: string, { width, color }: MarkdownLayout): string {
  const colors = picocolors.createColors(color);
  const blocks = blocksOf(markdown).map((block) => {
    if (block.kind === 'code') return block.lines.map((line) => `    ${colors.cyan(line)}`).join('\n');
    if (block.kind === 'heading') return colors.bold(inline(block.text, colors));
    const hanging = ' '.repeat(block.marker.length);
    const wrapped = wrapAnsi(inline(block.text, colors), Math.min(width, 100) - hanging.length);
    return block.marker + wrapped.replaceAll('\n', `\n${hanging}`);
  });
  return `${blocks
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  | { readonly kind: 'text'; readonly marker: string; readonly text: string };

const listMarker = /^(\s*(?:[-*]|\d+\.) )(.*)$/;

/** One block a line, but for code and for text whose lines belong together. */
function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trimStart().startsWith('```')) {
      const end = lines.findIndex((later, index) => index > at && later.trimStart().startsWith('```'));
      const last = end === -1 ? lines.length : end;
      blocks.push({ kind: 'code', lines: lines.slice(at + 1, last) });
      at = last;
      continue;
    }
    const heading = /^#{1,6} (.*)$/.exec(line);
    if (heading) blocks.push({ kind: 'heading', text: heading[1] ?? '' });
    else if (line.startsWith('|')) blocks.push(...tableRow(line, lines[at + 1] ?? ''));
    else appendText(blocks, line);
  }
  return blocks;
}

/** A row as a list item: columns side by side would not fit. */
function tableRow(line: string, next: string): Block[] {
  if (isTableRule(line)) return [];
  const text = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
    .join(': ');
  return isTableRule(next)
    ? [{ kind: 'text', marker: '', text: `**${text}**` }]
    : [{ kind: 'text', marker: '• ', text }];
}

function isTableRule(line: string): boolean {
  return /^\|[\s|:-]+$/.test(line);
}

function appendText(blocks: Block[], line: string): void {
  const [, marker = '', text = line] = listMarker.exec(line) ?? [];
  const before = blocks.at(-1);
  const continues =
    marker === '' &&
    before?.kind === 'text' &&
    before.text !== '' &&
    line.trim() !== '' &&
    !line.startsWith('|');
  if (continues) blocks[blocks.length - 1] = { ...before, text: `${before.text} ${line.trim()}` };
  else blocks.push({ kind: 'text', marker: marker.replace(/[-*] $/, '• '), text: text.trim() });
}

function inline(text: string, { bold, cyan, dim }: ReturnType<typeof picocolors.createColors>): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1
        ? cyan(part.slice(1, -1))
        : part
            .replace(/\*\*([^*]+)\*\*/g, (_, inner: string) => bold(inner))
            .replace(
              /\[([^\]]+)\]\((https?:[^)\s]+)\)/g,
              (_, label: string, url: string) => `${label} ${dim(`(${url})`)}`,
            )
            .replace(/\[([^\]]+)\]\([^)\s]+\)/g, '$1'),
    )
    .join('');
}
