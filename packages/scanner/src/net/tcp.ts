import { connect, type LookupFunction, isIP, type Socket } from 'node:net';

/** Before the next address is tried; Node's 250 ms gives up on servers that are merely far away. */
const attemptMs = 1_000;

/**
 * Connects to the first of these addresses that answers (RFC 8305, as Node's `autoSelectFamily` does it). They
 * are dialled as given: no name is looked up here, so what was checked is what is reached.
 */
export function connectTcp(addresses: readonly string[], port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: addresses.length === 1 ? addresses[0] : 'checked.invalid',
      port,
      lookup: answering(addresses),
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: attemptMs,
      noDelay: true,
    });
    const abort = (): void => fail(signal.reason);
    const fail = (error: unknown): void => {
      signal.removeEventListener('abort', abort);
      socket
        .off('error', fail)
        .on('error', () => {})
        .destroy();
      reject(error);
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.on('error', fail).once('connect', () => {
      signal.removeEventListener('abort', abort);
      socket.off('error', fail);
      resolve(socket);
    });
    if (signal.aborted) abort();
  });
}

/** Node takes several addresses only from a `lookup`. */
function answering(addresses: readonly string[]): LookupFunction {
  return (_name, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    );
  };
}
