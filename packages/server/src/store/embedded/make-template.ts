/** At build time: an embedded database that is up to date already, so that the first start need not make one. */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { Queue } from '../../queue/queue.ts';
import { migrateDatabase } from '../database.ts';
import { openEmbedded, templateFile } from './open.ts';

const migrations = fileURLToPath(new URL('../../../migrations', import.meta.url));
const stampFile = `${templateFile}.stamp`;

/** Of everything that the template is made of: it is made again when one of them changes. */
function stamp(): string {
  const hash = createHash('sha256');
  for (const name of ['@electric-sql/pglite', 'pg-boss'])
    hash.update(import.meta.resolve(name)).update(versionOf(name));
  for (const file of readdirSync(migrations).toSorted()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(path.join(migrations, file)));
  }
  return hash.digest('hex');
}

function versionOf(name: string): string {
  const inside = fileURLToPath(import.meta.resolve(name));
  const root = inside.slice(0, inside.lastIndexOf(path.normalize(name)) + name.length);
  return readFileSync(path.join(root, 'package.json'), 'utf8');
}

async function make(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'wssure-template-'));
  try {
    rmSync(templateFile, { force: true });
    const database = openEmbedded(folder, () => undefined);
    await migrateDatabase(database.pool);
    const queue = await Queue.start(database, () => undefined);
    await queue.stop();
    await database.close();
    const whole = await PGlite.create(path.join(folder, 'database'));
    const dump = await whole.dumpDataDir('gzip');
    await whole.close();
    const draft = `${templateFile}.${process.pid}`;
    writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
    renameSync(draft, templateFile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wanted = stamp();
const made = existsSync(templateFile) && existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null;
if (made !== wanted) {
  await make();
  writeFileSync(stampFile, wanted);
}
