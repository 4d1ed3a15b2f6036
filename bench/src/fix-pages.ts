/** `npm run docs:fixes`: writes docs/fixes/ and packages/scanner/docs/recipes/ from packages/scanner/src/remedies/. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { remedies } from '../../packages/scanner/dist/remedies/list.js';
import { recipesFor, remedyIndex, remedyPage } from '../../packages/scanner/dist/remedies/page.js';

const folder = emptied('../../docs/fixes');
const recipes = emptied('../../packages/scanner/docs/recipes');

for (const remedy of remedies) writeFileSync(join(folder, `${remedy.id}.md`), remedyPage(remedy));
writeFileSync(join(folder, 'README.md'), remedyIndex(remedies));

for (const rule of new Set(remedies.flatMap((remedy) => remedy.recipes.flatMap(({ fixes }) => fixes))))
  writeFileSync(join(recipes, `${rule}.md`), recipesFor(rule, remedies) ?? '');

function emptied(relative: string): string {
  const path = fileURLToPath(new URL(relative, import.meta.url));
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}
