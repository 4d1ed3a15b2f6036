import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { site } from './case.ts';

const patienceMs = 300;

/**
 * Throws where a program ends because a foreign client resets its connection as it is refused: a check that any
 * visitor can bring down is no fix. Node throws where such a socket has no listener for errors.
 *
 * @param port of plain HTTP
 * @param path of the endpoint
 */
export async function surviveReset(port: number, path: string): Promise<void> {
  const socket = await open(port);
  socket.on('error', () => {});
  socket.write(
    [
      `GET ${path} HTTP/1.1`,
      `Host: ${site.host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Origin: https://wssure-probe.example',
      '\r\n',
    ].join('\r\n'),
  );
  await delay(patienceMs);
  socket.resetAndDestroy();
  await delay(patienceMs);
  (await open(port)).destroy();
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    throw new Error('it does not answer any more once a client has reset its connection');
  }
}
