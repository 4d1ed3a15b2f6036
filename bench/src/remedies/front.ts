import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer } from 'node:tls';
import { demoCertificate, demoKey } from '../../../packages/scanner/dist/demo/certificate.js';

export interface Front {
  readonly port: number;
  readonly close: () => void;
}

/** TLS for `site` in front of a plain port; hands on every byte as it is, so that the program's answers stay its own. */
export async function openFront(port: number): Promise<Front> {
  const open = new Set<Socket>();
  const server = createServer({ key: demoKey, cert: demoCertificate }, (visitor) => {
    const program = connect(port, '127.0.0.1');
    for (const [one, other] of [
      [visitor, program],
      [program, visitor],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
