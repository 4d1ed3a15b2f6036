/** `npm run docs:fixes`: writes docs/fixes/ from packages/scanner/src/remedies/. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { remedies } from '../../packages/scanner/dist/remedies/list.js';
import { remedyIndex, remedyPage } from '../../packages/scanner/dist/remedies/page.js';

const folder = fileURLToPath(new URL('../../docs/fixes', import.meta.url));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const remedy of remedies) writeFileSync(join(folder, `${remedy.id}.md`), remedyPage(remedy));
writeFileSync(join(folder, 'README.md'), remedyIndex(remedies));
