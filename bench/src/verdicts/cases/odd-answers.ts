import { createHash } from 'node:crypto';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import type { OriginPolicy } from 'wssure';
import { onItsDomain, page, type Running, type VerdictCase } from '../case.ts';
import { serve } from '../ws-server.ts';

const wrongAccept =
  'HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: YQ==\r\n\r\n';

/** What no WebSocket server should send, and what must not mislead. */
export const oddAnswers: readonly VerdictCase[] = [
  odd('101 with a wrong Sec-WebSocket-Accept', 'undetermined', 'no browser takes it', (socket) =>
    socket.write(wrongAccept),
  ),
  odd('101 to everything, without Upgrade', 'undetermined', 'no browser takes it', (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
  ),
  odd('the request sent back', 'undetermined', 'no HTTP', (socket, head) => socket.write(head)),
  odd('an empty answer', 'undetermined', 'the control got no answer', (socket) => socket.end()),
  odd('101 with HTTP/1.0', 'undetermined', 'HTTP/1.0 has no upgrades', (socket, head) =>
    socket.write(switching(head).replace('HTTP/1.1', 'HTTP/1.0')),
  ),
  odd('an extension that nobody offered', 'undetermined', 'no browser takes it', (socket, head) =>
    socket.write(switching(head, 'Sec-WebSocket-Extensions: x-shop\r\n')),
  ),
  odd('1xx answers without end', 'undetermined', 'no answer comes', (socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 102 Processing\r\n\r\n'), 2);
    socket.on('close', () => clearInterval(timer));
  }),
  odd('headers without end', 'undetermined', 'no answer comes', (socket) => {
    socket.write('HTTP/1.1 101 Switching\r\n');
    const timer = setInterval(() => socket.write(`X-Filler: ${'x'.repeat(4_096)}\r\n`), 1);
    socket.on('close', () => clearInterval(timer));
  }),
  odd(
    'a frame of almost 2^63 bytes after the 101',
    'missing',
    'the foreign Origin gets it too',
    (socket, head) =>
      socket.write(
        Buffer.concat([
          Buffer.from(switching(head)),
          Buffer.from([0x82, 127, 127, 255, 255, 255, 255, 255, 255, 255]),
        ]),
      ),
  ),
  odd('a subprotocol that nobody offered', 'missing', 'a foreign page may offer it', (socket, head) =>
    socket.write(
      Buffer.concat([
        Buffer.from(switching(head, 'Sec-WebSocket-Protocol: shop\r\n')),
        frame(Buffer.from('hello')),
      ]),
    ),
  ),
  odd('messages without end', 'missing', 'the foreign Origin gets them too', (socket, head) => {
    socket.write(switching(head));
    const timer = setInterval(() => socket.write(frame(Buffer.alloc(100, 0x61))), 1);
    socket.on('close', () => clearInterval(timer));
  }),
  odd('a compressed bomb', 'missing', 'the foreign Origin gets it too', (socket, head) => {
    const bomb = deflateRawSync(Buffer.alloc(50_000_000), { finishFlush: 2 }).subarray(0, -4);
    socket.write(switching(head, 'Sec-WebSocket-Extensions: permessage-deflate\r\n'));
    socket.write(frame(bomb, 0xc1));
  }),
  odd('a greeting in fragments', 'missing', 'the foreign Origin gets it too', (socket, head) => {
    socket.write(Buffer.concat([Buffer.from(switching(head)), frame(Buffer.from('hel'), 0x01)]));
    setTimeout(() => socket.write(frame(Buffer.from('lo'), 0x80)), 50);
  }),
  odd('empty fragments without end', 'missing', 'nobody gets more', (socket, head) => {
    socket.write(Buffer.concat([Buffer.from(switching(head)), frame(Buffer.alloc(0), 0x01)]));
    const timer = setInterval(() => socket.write(frame(Buffer.alloc(0), 0x00)), 1);
    socket.on('close', () => clearInterval(timer));
  }),
  odd('a page after the 101', 'undetermined', 'no WebSocket', (socket, head) =>
    socket.write(`${switching(head)}<!doctype html><title>No</title>`),
  ),
  odd('a 403 whose body never ends', 'enforced', 'the status is the answer', (socket, head) => {
    if (isPages(head)) socket.write(switching(head));
    else socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 100000\r\n\r\nno');
  }),
  odd('early hints, then a 403', 'enforced', '1xx answers come before the answer', (socket, head) => {
    socket.write('HTTP/1.1 103 Early Hints\r\nLink: </app.css>; rel=preload\r\n\r\n');
    if (isPages(head)) socket.write(switching(head));
    else socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
  }),
  odd('a 403 over HTTP/1.0', 'enforced', 'a refusal in any version', (socket, head) => {
    if (isPages(head)) socket.write(switching(head));
    else socket.end('HTTP/1.0 403 Forbidden\r\n\r\n');
  }),
  {
    family: 'odd answer',
    name: 'the foreign Origin gets a 101 with a wrong Sec-WebSocket-Accept',
    policy: 'undetermined',
    because: 'no connection, and no refusal either',
    start: () => serve({ admit: ({ origin }) => (origin === page ? true : { answer: wrongAccept }) }),
  },
  {
    family: 'odd answer',
    name: 'nothing listens',
    policy: 'undetermined',
    because: 'the control cannot be sent',
    start: async () => {
      const { close, ...address } = await listening(() => {});
      await close();
      return { ...address, close: () => {} };
    },
  },
];

function odd(
  name: string,
  policy: OriginPolicy,
  because: string,
  answer: (socket: Socket, head: string) => void,
): VerdictCase {
  return { family: 'odd answer', name, policy, because, start: () => listening(answer) };
}

/** A server that answers what it is told, once the head of a request has come. */
async function listening(answer: (socket: Socket, head: string) => void): Promise<Running> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    let head = '';
    socket.on('data', (chunk: Buffer) => {
      if (head.includes('\r\n\r\n')) return;
      head += chunk.toString('latin1');
      if (head.includes('\r\n\r\n')) answer(socket, head);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = onItsDomain((server.address() as AddressInfo).port);
  return {
    ...address,
    options: { ...address.options, timeoutMs: 3_000 },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function isPages(head: string): boolean {
  return head.includes(`Origin: ${page}\r\n`);
}

/** The head of a proper 101. */
function switching(head: string, more = ''): string {
  const key = /sec-websocket-key: *(\S+)/i.exec(head)?.[1] ?? '';
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n${more}\r\n`;
}

function frame(payload: Buffer, firstByte = 0x81): Buffer {
  if (payload.length < 126) return Buffer.concat([Buffer.from([firstByte, payload.length]), payload]);
  return Buffer.concat([Buffer.from([firstByte, 126, payload.length >> 8, payload.length & 255]), payload]);
}
