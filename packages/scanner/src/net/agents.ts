import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Connection } from './network.ts';

/** What is known of the connection under a request. */
export type ConnectionFacts = Pick<Connection, 'tls' | 'address'>;

/** Makes the connection for one request. */
export type Open = (hostname: string, port: number) => Promise<Connection>;

const factsOfStream = new WeakMap<object, ConnectionFacts>();

/** The facts of a connection that a `DiallingAgent` made. */
export function connectionFacts(stream: object | null): ConnectionFacts {
  return (stream && factsOfStream.get(stream)) ?? { tls: null, address: null };
}

/** Keeps HTTP connections alive. Every one of them is made by `open`, so that nothing goes past the guard. */
export class DiallingAgent extends Agent {
  readonly protocol: string;
  readonly #open: Open;

  constructor(protocol: 'http:' | 'https:', open: Open) {
    super({ keepAlive: true, scheduling: 'lifo' });
    this.protocol = protocol;
    this.#open = open;
  }

  override createConnection(
    options: ClientRequestArgs,
    connected: (error: unknown, stream?: Duplex) => void,
  ): undefined {
    const give = ({ stream, tls, address }: Connection): void => {
      factsOfStream.set(stream, { tls, address });
      connected(null, stream);
    };
    this.#open(String(options.host), Number(options.port)).then(give, connected);
  }
}
