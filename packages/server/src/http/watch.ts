import type { ScanView } from '../nouns.ts';
import type { Database } from '../store/database.ts';
import { watchScans } from '../store/scans.ts';

type Listener = (scan: ScanView | null) => void;

const everyMs = 400;

/**
 * Tells of changes to scans that somebody watches. One query for all of them, and none while nobody does: the scans may
 * be run by any process on the same database.
 */
export class Watch {
  readonly #database: Database;
  readonly #listeners = new Map<string, Set<Listener>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  get size(): number {
    return [...this.#listeners.values()].reduce((sum, listeners) => sum + listeners.size, 0);
  }

  /** Calls `listener` soon, and then a few times a second, with the scan as it is; with null when it is gone. */
  add(id: string, listener: Listener): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(id, listeners);
    this.#timer ??= setTimeout(() => void this.#look(), everyMs / 2);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(id);
    };
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  async #look(): Promise<void> {
    const asked = [...this.#listeners.keys()];
    try {
      const scans = new Map((await watchScans(this.#database, asked)).map((scan) => [scan.id, scan]));
      for (const id of asked) {
        for (const listener of this.#listeners.get(id) ?? []) listener(scans.get(id) ?? null);
      }
    } catch {
      // The database is away: the next look may find it again.
    }
    this.#timer = this.#listeners.size > 0 ? setTimeout(() => void this.#look(), everyMs) : undefined;
  }
}
