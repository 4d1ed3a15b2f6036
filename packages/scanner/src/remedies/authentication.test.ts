import { afterEach, describe, expect, test } from 'vitest';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { startShop, vulnerable, type RunningShop } from './testing/shop-program.ts';
import authentication from './authentication.ts';
import { originStays } from './authentication/recipe.ts';

test('every recipe has its own name, and says that it does not take the place of the Origin check', () => {
  expect(authentication.recipes.map(({ id }) => id)).toEqual([
    'token-in-first-message',
    'token-in-query',
    'csrf-token-in-subprotocol',
    'echoed-nonce',
    'same-site-cookie',
  ]);
  for (const { defence } of authentication.recipes) expect(defence?.doesNot).toContain(originStays);
});

describe('a client that knows nothing', () => {
  let shop: RunningShop | null = null;
  afterEach(() => shop?.close());

  /** The status of the refusal, the close code, or what the server said. */
  function ask(path: string, protocols: string[], says: string | Buffer): Promise<number | string> {
    return new Promise((resolve) => {
      const at = `wss://127.0.0.1:${shop?.port}${path}`;
      const socket = new WebSocket(at, protocols, {
        rejectUnauthorized: false,
        headers: { cookie: 'sid=x' },
      });
      socket.on('open', () => socket.send(says));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('message', (data: Buffer) => resolve(data.toString()));
      socket.on('close', (code) => resolve(code));
      socket.on('error', () => {});
    });
  }

  test.each([
    ['token-in-query', 401],
    ['token-in-first-message', 4401],
    ['csrf-token-in-subprotocol', 403],
    ['echoed-nonce', 401],
  ])('gets nothing from %s, whatever it sends', async (id, refusal) => {
    const recipe = authentication.recipes.find((one) => one.id === id);
    shop = await startShop({
      ...vulnerable,
      server: recipe?.code ?? '',
      page: recipe?.defence?.client ?? '',
    });
    const answers = [
      await ask('/live', [], ''),
      await ask('//?token=%E0%A4&token=__proto__', ['csrf.'], Buffer.alloc(70_000, 255)),
      await ask('/live?token=undefined', ['csrf.undefined', 'shop.v1'], 'undefined'),
      await ask('/live?token=constructor', ['shop.v1'], 'constructor'),
    ];
    expect(answers).toEqual([refusal, refusal, refusal, refusal]);
  });

  test.each(authentication.recipes.slice(0, 4))('does not bring $id down', async ({ code, defence }) => {
    shop = await startShop({ ...vulnerable, server: code, page: defence?.client ?? '' });
    const { port } = shop;
    const ways: ((stream: Socket) => void)[] = [
      (stream) => stream.end(Buffer.from([0xff, 0xff, 0xff, 0xff])),
      (stream) => stream.destroy(),
      () => {},
    ];
    for (const leave of ways) {
      await new Promise<void>((resolve) => {
        const socket = new WebSocket(`wss://127.0.0.1:${port}/live`, { rejectUnauthorized: false });
        socket.on('upgrade', ({ socket: stream }) => leave(stream));
        socket.on('unexpected-response', () => socket.terminate());
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.on('open', () => setTimeout(() => socket.terminate(), 100));
      });
    }
    expect(await ask('/live', [], 'still there?')).toBeGreaterThan(400);
  });
});
