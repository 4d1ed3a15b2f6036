/** The frontend's messages that end a batch: the backend answers them with ReadyForQuery (PostgreSQL 53.2). */
const batchEnds = new Set(['S', 'Q', 'X'].map((letter) => letter.charCodeAt(0)));
const lengthBytes = 4;

/**
 * Cuts what a driver writes into batches that end with Sync, Query or Terminate. The embedded database takes bytes
 * until its answer is complete: after an error it skips to the end of what it was handed, not to the next Sync.
 */
export class Batches {
  #pending: Buffer = Buffer.alloc(0);
  #started = false;

  /** Takes bytes, and gives the batches that are complete with them. */
  push(bytes: Buffer): Buffer[] {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    const batches: Buffer[] = [];
    let end = 0;
    for (let message = this.#next(end); message !== null; message = this.#next(end)) {
      end = message.end;
      if (!message.closes) continue;
      batches.push(this.#pending.subarray(0, end));
      this.#pending = this.#pending.subarray(end);
      end = 0;
    }
    return batches;
  }

  #next(start: number): { end: number; closes: boolean } | null {
    // The first message, StartupMessage, has no letter before its length.
    const letter = this.#started ? 1 : 0;
    if (this.#pending.length < start + letter + lengthBytes) return null;
    const end = start + letter + this.#pending.readInt32BE(start + letter);
    if (this.#pending.length < end) return null;
    const closes = !this.#started || batchEnds.has(this.#pending[start] ?? 0);
    this.#started = true;
    return { end, closes };
  }
}
