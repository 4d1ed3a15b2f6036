import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { micromark } from 'micromark';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';

/** The documentation of a rule, part by part, as HTML. The text is wssure's own and no site's. */
export interface Documentation {
  readonly meaning: string;
  readonly why: string;
  readonly how: string;
  readonly fix: string;
  /** The stacks that `fix` has a heading for, each with the id of that heading. */
  readonly stacks: readonly Stack[];
  readonly fine: string;
}

interface Stack {
  readonly name: string;
  readonly id: string;
}

const headings = {
  meaning: 'What it means',
  why: 'Why it matters',
  how: 'How wssure tells',
  fix: 'How to fix it',
  fine: 'When it is fine',
} as const;

const { resolve } = createRequire(import.meta.url);
const known = new Map<string, Documentation>();

/** The documentation of a rule that wssure has. */
export function documentationOf(rule: string): Documentation {
  const found = known.get(rule) ?? read(rule);
  known.set(rule, found);
  return found;
}

function read(rule: string): Documentation {
  const sections = new Map(
    readFileSync(resolve(`wssure/docs/rules/${rule}.md`), 'utf8')
      .split(/^## /m)
      .map((section) => {
        const end = section.indexOf('\n');
        return [section.slice(0, end), section.slice(end + 1)];
      }),
  );
  const part = (name: keyof typeof headings): string => htmlOf(sections.get(headings[name]) ?? '');
  const { html: fix, stacks } = withIds(part('fix'));
  return { meaning: part('meaning'), why: part('why'), how: part('how'), fix, stacks, fine: part('fine') };
}

/** Gives every third heading an id. */
function withIds(html: string): { html: string; stacks: Stack[] } {
  const stacks: Stack[] = [];
  const marked = html.replace(/<h3>([^<]*)<\/h3>/g, (_, name: string) => {
    const id = `fix-${stacks.length + 1}`;
    stacks.push({ name, id });
    return `<h3 id="${id}">${name}</h3>`;
  });
  return { html: marked, stacks };
}

function htmlOf(markdown: string): string {
  return (
    micromark(markdown, { extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] })
      // What scrolls has to be reachable by keyboard.
      .replaceAll('<pre>', '<pre tabindex="0">')
  );
}
