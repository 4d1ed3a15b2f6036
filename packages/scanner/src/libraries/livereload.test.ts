import { createServer } from 'node:http';
import { afterAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { livereload } from './livereload.ts';
import { closeAll, closeLater, listening, outcome } from './testing/outcome.ts';

afterAll(closeAll);

/** As the package `livereload` does: it answers the client's hello with its own, and says nothing before. */
async function serve(answer: string): Promise<string> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  closeLater(() => sockets.close());
  sockets.on('connection', (socket) =>
    socket.on('message', (data: Buffer) => {
      const said: { command?: string } = JSON.parse(data.toString('utf8'));
      if (said.command === 'hello') socket.send(answer);
      else socket.close(1003);
    }),
  );
  return `ws://127.0.0.1:${await listening(server)}/livereload`;
}

describe('LiveReload', () => {
  test('opens a session', async () => {
    const url = await serve('{"command":"hello","protocols":["http://livereload.com/protocols/official-7"]}');
    expect(await outcome(livereload, url)).toEqual({ verdict: 'open', sent: 1, own: [true] });
  });

  test('says nothing more, and takes what the application says for its own', () => {
    const { reply, read, isOwn } = livereload.conversation ?? {};
    const session = { url: 'ws://a.test/livereload', protocol: null, dialect: {} };
    const reload = { data: '{"command":"reload","path":"x"}', binary: false, bytes: 31, atMs: 0 };
    expect(reply?.([], 1, session)).toBe(null);
    expect(read?.([reload], session)).toBe('waiting');
    expect(isOwn?.(reload, session)).toBe(false);
  });
});
