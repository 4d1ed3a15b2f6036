import { setMaxListeners } from 'node:events';
import type { Clock } from '../clock.ts';
import { NetworkError } from '../net/network.ts';

/** Ends what is still being asked and watched when a scan's time is over, or when its caller gives up. */
export class ProbeDeadline {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #outer: AbortSignal | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(clock: Clock, outer: AbortSignal | undefined) {
    this.signal = this.#controller.signal;
    // Each handshake listens for it.
    setMaxListeners(0, this.signal);
    this.#outer = outer;
    const over = (): void => this.#controller.abort(new NetworkError('timeout', clock.reason('probe')));
    this.#timer = setTimeout(over, clock.leftFor('probe'));
    outer?.addEventListener('abort', this.#follow, { once: true });
    if (outer?.aborted) this.#follow();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#follow);
  }

  readonly #follow = (): void => this.#controller.abort(this.#outer?.reason);
}
