import { openNetwork, type NetworkOptions } from '../open.ts';
import type { Network } from '../network.ts';
import { resolveOptions } from '../../options.ts';

/** A network with short time-outs, as `scan` opens one. */
export function testNetwork(options: Partial<NetworkOptions> = {}): Network {
  return openNetwork({ ...resolveOptions({ timeoutMs: 2_000 }), ...options });
}

/** A network whose page came from the public Internet: what it refers to is under the guard. */
export function publicPageNetwork(options: Partial<NetworkOptions> = {}): Network {
  const network = testNetwork(options);
  network.setPage({ url: 'https://shop.example/', address: '93.184.215.14' });
  return network;
}

/** `code: message` of what a promise rejects with; fails the test where it does not. */
export async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? `${String(error.code)}: ${error.message}` : error.message;
}
