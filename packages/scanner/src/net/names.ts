import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { isLoopbackHost } from '../hosts.ts';

/** Looks a name up: every address, in the order to try them. Rejects with Node's `ENOTFOUND` or `EAI_AGAIN`. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** Asks the operating system (hosts file included). */
export const systemLookup: Lookup = (hostname) =>
  new Promise((resolve, reject) => {
    lookup(hostname, { all: true, order: 'verbatim' }, (error, addresses: LookupAddress[]) => {
      if (error) reject(error);
      else resolve(addresses.map(({ address }) => address));
    });
  });

/**
 * Names → addresses, asked once per scan: a name that answers differently the second time (DNS rebinding)
 * is not asked a second time. Loopback names are not looked up at all (RFC 6761 section 6.3).
 */
export class Names {
  readonly #lookup: Lookup;
  readonly #known = new Map<string, Promise<readonly string[]>>();

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  resolve(host: string): Promise<readonly string[]> {
    if (isIP(host) !== 0) return Promise.resolve([host]);
    if (isLoopbackHost(host)) return Promise.resolve(['127.0.0.1', '::1']);
    let addresses = this.#known.get(host);
    if (!addresses) this.#known.set(host, (addresses = this.#lookup(host)));
    return addresses;
  }
}
