import type { Server } from 'node:http';
import { WebSocket } from 'ws';
import type { ObservedMessage } from '../../artifacts.ts';
import { portOf } from '../../net/testing/servers.ts';
import type { ClientLibrary, Dialect } from '../library.ts';

const closing: (() => unknown)[] = [];

/** Has something closed when the tests of a file are over: `afterAll(closeAll)`. */
export function closeLater(close: () => unknown): void {
  closing.push(close);
}

export async function closeAll(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}

/** Starts an HTTP server on loopback and returns its port. */
export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return portOf(server);
}

export interface Outcome {
  /** `open`, `refused`, or the code with which the server closed. */
  readonly verdict: string | undefined;
  /** How often the conversation spoke. */
  readonly sent: number;
  /** Which of the messages are the library's own. */
  readonly own: readonly (boolean | undefined)[];
}

/** Holds a library's conversation with a server, as a probe does, until it says what came of it. */
export async function outcome(library: ClientLibrary, url: string, dialect: Dialect = {}): Promise<Outcome> {
  const { conversation } = library;
  const socket = new WebSocket(url, [...(conversation?.protocols ?? [])]);
  const received: ObservedMessage[] = [];
  let sent = 0;
  const session = () => ({ url, protocol: socket.protocol === '' ? null : socket.protocol, dialect });
  const speak = (): void => {
    const next = conversation?.reply(received, sent, session()) ?? null;
    if (next === null) return;
    sent += 1;
    socket.send(next);
  };
  const verdict = await new Promise<string | undefined>((resolve, reject) => {
    socket.on('open', speak);
    socket.on('error', reject);
    socket.on('close', (code) => resolve(`closed ${code}`));
    socket.on('message', (data: Buffer, binary) => {
      const text = data.toString(binary ? 'base64' : 'utf8');
      received.push({ data: text, binary, bytes: data.length, atMs: 0 });
      speak();
      const read = conversation?.read(received, session());
      if (read !== 'waiting') resolve(read);
    });
  });
  socket.terminate();
  return { verdict, sent, own: received.map((message) => conversation?.isOwn(message, session())) };
}
