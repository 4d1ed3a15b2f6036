import type { ResolvedOptions } from '../options.ts';
import { Dialler } from './dial.ts';
import { Names, systemLookup, type Lookup } from './names.ts';
import { NetworkError, type Network } from './network.ts';
import { Pins } from './pins.ts';
import { parseProxy } from './proxy.ts';
import { TlsClient } from './tls.ts';

export interface NetworkOptions extends ResolvedOptions {
  /** Never a private address, also not the target's own (a server that scans for others). Not on the command line. */
  readonly forbidPrivate?: boolean;
  /** Replaces the system's name look-up. */
  readonly lookup?: Lookup;
}

/** The network of one scan. Throws `UsageError` for a `--resolve`, `--connect-to` or `--proxy` that has no meaning. */
export function openNetwork(options: NetworkOptions): Network {
  const dialler = new Dialler({
    pins: new Pins(options.resolve, options.connectTo),
    names: new Names(options.lookup ?? systemLookup),
    tls: new TlsClient(options.ca),
    proxy: options.proxy === undefined ? null : parseProxy(options.proxy),
    forbidPrivate: options.forbidPrivate ?? false,
    insecure: options.insecure ?? false,
  });
  return {
    fetch: () => Promise.reject(new NetworkError('network', 'not there yet')),
    dial: (request) => dialler.dial(request, 'any'),
    cookieHeader: () => null,
    userHeaders: () => [],
    isFirstParty: () => true,
    setPage: () => {},
    storeCookies: () => [],
    close: () => {},
  };
}
