import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { databaseOn, type Database } from '../database.ts';
import { Bridge, type ThreadSettings } from './bridge.ts';
import { takeLock } from './lock.ts';

/** Where the build leaves the template (`make-template.ts`); the same from src/ and from dist/. */
export const templateFile = fileURLToPath(new URL('../../../dist/database.tar.gz', import.meta.url));

/**
 * Opens the embedded database below `data`, from the template at first. Throws `LockedError` where another process
 * has it, or the system's error where the directory cannot be written.
 */
export function openEmbedded(data: string, onProblem: (error: Error) => void): Database {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const bridge = new Bridge(async () => prepare(data));
  const lock = takeLock(path.join(data, 'lock'), () => {
    // Whoever has it now may have opened the database.
    onProblem(
      new Error(`the lock of ${data} was taken away: the database is closed, start the server again`),
    );
    void bridge.close();
  });
  const pool = new Pool({
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
    stream: () => bridge.stream(),
  });
  return databaseOn(pool, 'embedded', onProblem, async () => {
    await bridge.close();
    lock.release();
  });
}

/** A first start that was broken off leaves no mark, and is begun again. */
function prepare(data: string): ThreadSettings {
  const directory = path.join(data, 'database');
  const whole = path.join(directory, 'PG_VERSION');
  const mark = path.join(data, 'database.complete');
  if (existsSync(mark) && existsSync(whole)) return { directory, template: null };
  rmSync(directory, { recursive: true, force: true });
  return { directory, template: existsSync(templateFile) ? templateFile : null };
}

/** Says that the database below `data` is whole: called after the first migration. */
export function markComplete(data: string): void {
  writeFileSync(path.join(data, 'database.complete'), '', { mode: 0o600 });
}
