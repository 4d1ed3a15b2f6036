import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe } from 'vitest';
import type { DatabaseSettings } from '../settings.ts';
import { hasPostgres, startPostgres, type TestPostgres } from '../../../../lab/src/postgres.ts';

/** One of the two databases, for tests that must hold on both. */
export interface Kind {
  readonly name: 'embedded' | 'postgresql';
  /** An empty database. */
  fresh(): Promise<DatabaseSettings>;
  readonly postgres: TestPostgres | null;
  stop(): Promise<void>;
}

/** Runs the same tests against the embedded database and against a real PostgreSQL. */
export function describeOnBoth(title: string, tests: (start: () => Promise<Kind>) => void): void {
  describe(`${title}: embedded`, () => {
    tests(startEmbedded);
  });
  describe.skipIf(!hasPostgres())(`${title}: PostgreSQL`, () => {
    tests(startShared);
  });
}

export async function startEmbedded(): Promise<Kind> {
  const folders: string[] = [];
  return {
    name: 'embedded',
    postgres: null,
    fresh: async () => {
      const data = mkdtempSync(path.join(tmpdir(), 'wssure-data-'));
      folders.push(data);
      return { url: null, data };
    },
    stop: async () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startShared(): Promise<Kind> {
  const postgres = await startPostgres();
  return {
    name: 'postgresql',
    postgres,
    fresh: async () => ({ url: await postgres.createDatabase(), data: '/nonexistent' }),
    stop: () => postgres.stop(),
  };
}
