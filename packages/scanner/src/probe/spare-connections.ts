import { setMaxListeners } from 'node:events';
import type { Connection, DialRequest, Network } from '../net/network.ts';

/**
 * Connections to one place that are made while an answer is waited for, so that the handshakes which depend on the
 * answer need not wait for theirs. Nothing is sent over one until a handshake takes it.
 */
export class SpareConnections implements Pick<Network, 'dial'> {
  readonly #network: Pick<Network, 'dial'>;
  readonly #spares: Promise<Connection | null>[] = [];
  readonly #taken = new WeakSet<Connection>();
  readonly #closed = new AbortController();

  constructor(network: Pick<Network, 'dial'>) {
    this.#network = network;
    // Each connection that is being made listens for it.
    setMaxListeners(0, this.#closed.signal);
  }

  /**
   * A way to dial that has so many spares made once its own connection stands: before that, theirs could be what a
   * server with a limit on connections refuses it for.
   */
  before(count: number): Pick<Network, 'dial'> {
    return {
      dial: async (request) => {
        const connection = await this.#network.dial(request);
        for (let made = 0; made < count; made += 1) this.#spares.push(this.#make(request));
        return connection;
      },
    };
  }

  /** A spare, or a new connection where none is left that stands. Errors as for `Network.dial`. */
  readonly dial: Network['dial'] = async (request) => {
    for (let spare = this.#spares.shift(); spare !== undefined; spare = this.#spares.shift()) {
      const connection = await spare;
      if (connection && isUntouched(connection)) {
        this.#taken.add(connection);
        return connection;
      }
      connection?.stream.destroy();
    }
    return this.#network.dial(request);
  };

  /** Closes those that were not taken. */
  close(): void {
    this.#closed.abort();
    for (const spare of this.#spares.splice(0)) void spare.then((connection) => connection?.stream.destroy());
  }

  async #make(request: DialRequest): Promise<Connection | null> {
    const signal = this.#closed.signal;
    const connection = await this.#network.dial({ ...request, signal }).catch(() => null);
    if (connection === null) return null;
    const lapse = setTimeout(() => {
      if (!this.#taken.has(connection)) connection.stream.destroy();
    }, keptMs);
    connection.stream.once('close', () => clearTimeout(lapse));
    return connection;
  }
}

/**
 * How long a spare is kept, ms. Servers answer 408 to who asks nothing (RFC 9110 section 15.5.9), some after five seconds,
 * and until then it takes the place of somebody else.
 */
const keptMs = 3_000;

/** A server that has said something has not waited for the request. */
function isUntouched({ stream }: Connection): boolean {
  return !stream.destroyed && stream.readable && stream.readableLength === 0;
}
