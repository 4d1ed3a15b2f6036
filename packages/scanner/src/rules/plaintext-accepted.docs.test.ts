import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { programsOf, runProgram, stopPrograms } from './testing/programs.ts';

const programs = programsOf('plaintext-accepted');
afterEach(stopPrograms);

test('the Node program of the page redirects requests and handshakes alike', async () => {
  expect(programs).toHaveLength(1);
  const port = await runProgram(programs[0]?.code ?? '');
  const page = await fetch(`http://127.0.0.1:${port}/live`, { redirect: 'manual' });
  expect([page.status, page.headers.get('location')]).toEqual([301, 'https://shop.example/live']);
  const status = await new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/live`);
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
    socket.on('open', () => reject(new Error('it opened')));
  });
  expect(status).toBe(301);
});
