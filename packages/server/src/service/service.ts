import type { ScanInput } from '../input/scan.ts';
import { separate } from '../input/scan.ts';
import { hostOf } from '../input/url.ts';
import { newId } from '../store/ids.ts';
import type { ScanView } from '../nouns.ts';
import type { Database } from '../store/database.ts';
import {
  deleteScan,
  findScan,
  findScanText,
  listScans,
  pauseOfTarget,
  scanRow,
  waitingOf,
  type ListQuery,
  type ScanPage,
} from '../store/scans.ts';
import type { Seal } from '../store/seal.ts';
import type { NewScan, Turns } from '../work/turns.ts';
import { notFound, Problem } from './problem.ts';

/** A person's scan goes before a scheduled one. */
export const priorities = { person: 10, schedule: 0 } as const;

/** More than these are not queued for one host. */
const waitingAtMost = 50;

export interface ServiceParts {
  readonly database: Database;
  readonly turns: Turns;
  /** Null: secrets cannot be kept, and are not taken. */
  readonly seal: Seal | null;
  /** Called when there is something new in the queue, and when a scan was cancelled. */
  readonly onQueued: () => void;
  readonly onCancelled: (id: string) => void;
}

/** What can be done with scans, for the API and the pages alike. Throws `Problem` for what is refused. */
export class Service {
  readonly #parts: ServiceParts;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  /** Queues a scan. Refused while the same target is being scanned (409) and in its host's pause after that (429). */
  async submit({ url, options }: ScanInput): Promise<{ readonly id: string }> {
    const { database } = this.#parts;
    const { settings, credentials } = separate(options);
    const seconds = await pauseOfTarget(database, url);
    if (seconds !== null && (await this.#parts.turns.openScanOf(url)) === null) {
      const reason = `${url} was scanned just now: ask again in ${seconds} s, or run the last scan again`;
      throw new Problem(429, 'pause', [reason], { retryAfter: seconds });
    }
    return this.#enter({
      id: newId(),
      target: url,
      host: hostOf(url),
      options: settings,
      credentials: this.keep(credentials),
      previous: null,
      schedule: null,
      priority: priorities.person,
    });
  }

  /** Runs a scan again, with its options and credentials; waits for the host's pause in the queue. */
  async rescan(id: string): Promise<{ readonly id: string }> {
    const row = await scanRow(this.#parts.database, id);
    if (!row) throw notFound('scan');
    const { target, host, options, credentials } = row;
    return this.#enter({
      id: newId(),
      target,
      host,
      options,
      credentials,
      previous: id,
      schedule: null,
      priority: priorities.person,
    });
  }

  /** One scan as it is now, its report included where it is done. */
  async scan(id: string): Promise<ScanView> {
    const scan = await findScan(this.#parts.database, id);
    if (!scan) throw notFound('scan');
    return scan;
  }

  /** The same as JSON text, for whoever only hands it on. */
  async scanText(id: string): Promise<string> {
    const text = await findScanText(this.#parts.database, id);
    if (text === null) throw notFound('scan');
    return text;
  }

  list(query: ListQuery): Promise<ScanPage> {
    return listScans(this.#parts.database, query);
  }

  /** Cancels a scan that is not over (`cancelled`), or deletes the record of one that is (`deleted`). */
  async remove(id: string): Promise<'cancelled' | 'deleted'> {
    if (await this.cancel(id)) return 'cancelled';
    if (await deleteScan(this.#parts.database, id)) return 'deleted';
    await this.scan(id);
    throw new Problem(409, 'stopping', ['the scan is being stopped: delete it in a moment']);
  }

  /** Cancels a scan that is not over; returns whether there was one. */
  async cancel(id: string): Promise<boolean> {
    const cancelled = await this.#parts.turns.cancel(id);
    if (cancelled) this.#parts.onCancelled(id);
    return cancelled;
  }

  /** Seals a secret. Throws `Problem` where this server keeps none. */
  keep(secret: object | null): string | null {
    if (secret === null) return null;
    if (this.#parts.seal) return this.#parts.seal.seal(secret);
    const reason = 'secrets are not taken here: the server has no WSSURE_KEY to seal them with';
    throw new Problem(400, 'invalid', [reason]);
  }

  async #enter(scan: NewScan): Promise<{ readonly id: string }> {
    const { database, turns } = this.#parts;
    if ((await waitingOf(database, scan.host)) >= waitingAtMost) {
      const reason = `${waitingAtMost} scans of ${scan.host} are waiting already: ask again when some are done`;
      throw new Problem(429, 'host-queue-full', [reason], { retryAfter: 60 });
    }
    const { kind, id } = await turns.submit(scan);
    if (kind === 'open') {
      throw new Problem(409, 'running', ['this target is being scanned already'], { id });
    }
    this.#parts.onQueued();
    return { id };
  }
}
