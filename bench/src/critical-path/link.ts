import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface Link {
  readonly port: number;
  readonly close: () => void;
}

/**
 * A link of this round trip before a server on loopback. Loopback connects at once, so the first bytes of a connection
 * travel a whole round trip longer: the one that connecting would have taken.
 */
export async function openLink(target: number, roundTripMs: number): Promise<Link> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const far = connect(target, '127.0.0.1');
    carry(client, far, roundTripMs / 2, performance.now() + roundTripMs);
    carry(far, client, roundTripMs / 2, 0);
    for (const socket of [client, far]) sockets.add(socket.setNoDelay(true));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Hands on what comes, in order, each piece after its way; nothing leaves before `openMs`. */
function carry(from: Socket, to: Socket, wayMs: number, openMs: number): void {
  const after = (work: () => void): void => {
    const left = Math.max(performance.now(), openMs) + wayMs - performance.now();
    setTimeout(work, left);
  };
  from.on('data', (chunk) => after(() => to.write(chunk)));
  from.on('end', () => after(() => to.end()));
  from.on('close', () => after(() => to.destroy()));
  from.on('error', () => {});
}
