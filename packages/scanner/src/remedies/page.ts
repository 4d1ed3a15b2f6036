import { checksOrigin, originCaveat, originPitfalls } from './caveats.ts';
import type { Defence, Recipe, Remedy } from './remedy.ts';

/** A remedy's page as Markdown: `docs/fixes/<id>.md`, and what `wssure explain <recipe>` prints. */
export function remedyPage(remedy: Remedy): string {
  const origin = remedy.recipes.some(checksOrigin);
  const pitfalls = [...remedy.pitfalls, ...(origin ? originPitfalls : [])];
  const blocks = [
    `# ${remedy.name}`,
    `How to tell it: ${remedy.signs}`,
    ...remedy.recipes.flatMap(recipeBlocks),
    '## What goes wrong',
    bullets(pitfalls),
    ...(origin ? ['## What it does not do', originCaveat] : []),
    '## More',
    remedy.links.map((link) => `- <${link}>`).join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function recipeBlocks({ id, title, fixes, place, language, code, defence }: Recipe): string[] {
  return [
    `## ${title}`,
    `Recipe \`${id}\`. ${place}`,
    `\`\`\`${language}\n${code}\`\`\``,
    ...(defence
      ? defenceBlocks(defence, fixes)
      : [
          'Put your own origin in the place of `https://shop.example`.',
          ...(fixes.length === 0 ? [] : [provedBy(id, fixes)]),
        ]),
  ];
}

function defenceBlocks(
  { client, protects, doesNot, pitfalls, seenAs }: Defence,
  fixes: readonly string[],
): string[] {
  return [
    `In the page:`,
    `\`\`\`js\n${client}\`\`\``,
    protects,
    `It does not do everything:`,
    bullets(doesNot),
    `What goes wrong:`,
    bullets(pitfalls),
    `What wssure says afterwards: ${seenAs}`,
    `For findings of ${listed(fixes)}. A test runs this very code and looks at it in Chromium, from the own page, from another site and from a sibling subdomain.`,
  ];
}

function provedBy(recipe: string, fixes: readonly string[]): string {
  return `For findings of ${listed(fixes)}. \`npm run bench:remedies -- ${recipe}\` runs this very code: the scan fails before and passes after.`;
}

function listed(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}

function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${sentence}`).join('\n');
}

/**
 * The recipes that fix a rule's findings, as `wssure explain <rule>` ends: `packages/scanner/docs/recipes/<rule>.md`, so
 * that no recipe has to be loaded for it. Null of a rule without any.
 */
export function recipesFor(rule: string, remedies: readonly Remedy[]): string | null {
  const fixing = remedies.map(({ name, recipes }) => ({
    name,
    recipes: recipes.filter(({ fixes }) => fixes.includes(rule)),
  }));
  const rows = fixing.flatMap(({ name, recipes }) =>
    recipes.map(({ id }) => `- ${name}: \`wssure explain ${id}\``),
  );
  if (rows.length === 0) return null;
  const blocks = [
    '## Code for your server',
    'Each of these was run: a scan of the server fails before and passes after.',
    rows.join('\n'),
    ...(fixing.some(({ recipes }) => recipes.some(checksOrigin)) ? [originCaveat] : []),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** The index of the pages, `docs/fixes/README.md`. */
export function remedyIndex(remedies: readonly Remedy[]): string {
  const rows = remedies.map(
    ({ id, name, recipes }) => `| [${name}](${id}.md) | ${listed(recipes.map((recipe) => recipe.id))} |`,
  );
  const blocks = [
    '# Fixes, by stack',
    'A report shows the recipe of the stack that it recognised, and says when that is a guess. Every recipe is run: `npm run bench:remedies` starts a vulnerable server, scans it, puts the code of the report in its place, and scans again. Those for the authentication of a connection run in Chromium, against pages of another site and of a sibling subdomain.',
    originCaveat,
    ['| stack | recipes |', '| --- | --- |', ...rows].join('\n'),
    'These pages are written by `npm run docs:fixes` from `packages/scanner/src/remedies/`.',
  ];
  return `${blocks.join('\n\n')}\n`;
}
