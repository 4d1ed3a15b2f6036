import { afterEach, describe, expect, test } from 'vitest';
import { programsOf, runProgram, stopPrograms } from './testing/programs.ts';

const programs = programsOf('fallback-cross-origin');
afterEach(stopPrograms);

const transports: Record<string, readonly [method: string, path: string][]> = {
  'Node: Socket.IO 4': [['GET', '/socket.io/?EIO=4&transport=polling']],
  'Node: SockJS': [
    ['GET', '/feed/info'],
    ['POST', '/feed/000/wssure00/xhr'],
  ],
};

describe('the Node programs of the page', () => {
  test('are the ones that are tried here', () => {
    expect(programs.map(({ heading }) => heading)).toEqual(Object.keys(transports));
  });

  test.each(programs.map(({ heading, code }) => [heading, code]))(
    '%s: lets its page read and refuses every other Origin',
    async (heading, code) => {
      const port = await runProgram(code);
      for (const [method, path] of transports[heading] ?? []) {
        const ask = async (origin: string): Promise<unknown> => {
          const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { origin } });
          return [answer.status, answer.headers.get('access-control-allow-origin') === origin];
        };
        expect(await ask('https://shop.example')).toEqual([200, true]);
        for (const origin of ['https://wssure-probe.example', 'null', 'https://a.shop.example'])
          expect(await ask(origin)).toEqual([403, false]);
      }
    },
  );
});
