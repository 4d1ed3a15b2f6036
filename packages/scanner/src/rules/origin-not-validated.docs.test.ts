import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { programsOf, runProgram, stopPrograms } from './testing/programs.ts';

const programs = programsOf('origin-not-validated');

const paths: Record<string, string> = {
  'Node: ws': '/live',
  'Node: Socket.IO 4': '/socket.io/?EIO=4&transport=websocket',
  'Node: SockJS': '/feed/000/wssure00/websocket',
};

afterEach(stopPrograms);

/** The status of a handshake and the first message of what it opened. */
function handshake(
  port: number,
  path: string,
  origin: string,
): Promise<{ status: number; greeted: boolean }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { origin });
    socket.on('message', () => {
      resolve({ status: 101, greeted: true });
      socket.terminate();
    });
    socket.on('unexpected-response', (_, response) => {
      resolve({ status: response.statusCode ?? 0, greeted: false });
      socket.terminate();
    });
    socket.on('error', reject);
  });
}

describe('the Node programs of the page', () => {
  test('are the ones that are tried here', () => {
    expect(programs.map(({ heading }) => heading)).toEqual([
      'Node: ws',
      'Node: ws',
      'Node: Socket.IO 4',
      'Node: SockJS',
    ]);
  });

  test.each(programs.map(({ heading, code }, index) => [index, heading, code] as const))(
    'number %i (%s) lets its page in and refuses every other Origin',
    async (_, heading, code) => {
      const port = await runProgram(code);
      const path = paths[heading] ?? '/';
      expect(await handshake(port, path, 'https://shop.example')).toEqual({ status: 101, greeted: true });
      const foreign = [
        'https://wssure-probe.example',
        'null',
        'http://shop.example',
        'https://shop.example.wssure-probe.example',
        'https://evilshop.example',
        'https://a.shop.example',
        'https://shop.example:8443',
      ];
      for (const origin of foreign) {
        const answer = await handshake(port, path, origin);
        expect({ origin, refused: answer.status === 403 || answer.status === 400 }).toEqual({
          origin,
          refused: true,
        });
      }
    },
  );

  test.each([
    ['Node: Socket.IO 4', '/socket.io/?EIO=4&transport=polling'],
    ['Node: SockJS', '/feed/info'],
  ])('%s: the HTTP transport refuses a foreign Origin and serves the page', async (heading, path) => {
    const port = await runProgram(programs.find((program) => program.heading === heading)?.code ?? '');
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { headers })).status;
    expect([
      await status({}),
      await status({ origin: 'https://shop.example' }),
      await status({ origin: 'https://wssure-probe.example' }),
    ]).toEqual([200, 200, 403]);
  });
});
