import { randomBytes } from 'node:crypto';
import { accept, acceptKey, afterwards, endlessly, frame, opcode, switching, uint64 } from '../answers.ts';
import { livePage, type Family, type HostileCase, type Upgrade } from '../case.ts';

const socket = (name: string, upgrade: Upgrade): HostileCase => ({
  name,
  page: livePage,
  upgrade,
  finds: ['/live'],
});
const reply = (name: string, bytes: string | Buffer): HostileCase =>
  socket(name, (tcp) => void tcp.end(bytes));
const after = (name: string, ...chunks: readonly (string | Buffer)[]): HostileCase =>
  socket(name, afterwards(...chunks));
const forever = (name: string, data: string | Buffer, everyMs = 0): HostileCase =>
  socket(name, (tcp, request) => {
    tcp.write(switching(request));
    endlessly(tcp, data, everyMs);
  });
const close = (code: number, reason: string | Buffer = ''): Buffer =>
  frame(opcode.close, Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason)]));

export const websocketServers: Family = {
  name: 'WebSocket servers that misbehave',
  cases: [
    // Before the answer.
    socket('no answer', () => {}),
    socket('a reset', (tcp) => void tcp.resetAndDestroy()),
    socket('an answer that drips', (tcp) => endlessly(tcp, 'H', 200)),
    reply('noise', randomBytes(100_000)),
    reply('HTTP/0.9', '<h1>hello</h1>'),
    reply('HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    reply('a status of 999', 'HTTP/1.1 999 ?\r\nContent-Length: 0\r\n\r\n'),
    reply('a status that is no number', 'HTTP/1.1 abc\r\n\r\n'),
    socket('a hundred thousand interim answers', (tcp) =>
      endlessly(tcp, 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(100)),
    ),
    socket(
      'a refusal without end',
      (tcp) => (tcp.write('HTTP/1.1 403 Forbidden\r\n\r\n'), endlessly(tcp, 'no '.repeat(5000))),
    ),
    socket(
      'a refusal that drips',
      (tcp) => (tcp.write('HTTP/1.1 401 Unauthorized\r\n\r\n'), endlessly(tcp, 'n', 300)),
    ),
    reply(
      'a login that is asked for a thousand times',
      `HTTP/1.1 401 Unauthorized\r\n${'WWW-Authenticate: Negotiate\r\n'.repeat(1000)}Content-Length: 0\r\n\r\n`,
    ),
    // The 101 itself.
    socket(
      'a wrong accept',
      (tcp) =>
        void tcp.write(
          'HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n',
        ),
    ),
    socket(
      'no accept',
      (tcp) => void tcp.write('HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    ),
    socket(
      'a 101 without an upgrade',
      (tcp, request) =>
        void tcp.write(`HTTP/1.1 101 S\r\nSec-WebSocket-Accept: ${acceptKey(request)}\r\n\r\n`),
    ),
    socket(
      'two accepts',
      (tcp, request) => void tcp.write(switching(request, `Sec-WebSocket-Accept: ${acceptKey(request)}`)),
    ),
    socket(
      'an upgrade to something else',
      (tcp, request) => void tcp.write(switching(request).replace('websocket', 'h2c')),
    ),
    socket(
      'an extension that was not offered',
      (tcp, request) =>
        void tcp.write(
          switching(
            request,
            'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99, x; y=z',
          ),
        ),
    ),
    socket(
      'a subprotocol that was not offered',
      (tcp, request) => void tcp.write(switching(request, 'Sec-WebSocket-Protocol: evil')),
    ),
    socket('the 101 a letter at a time', (tcp, request) => {
      const head = switching(request);
      let sent = 0;
      const timer = setInterval(
        () => (sent < head.length && !tcp.destroyed ? tcp.write(head[sent++] ?? '') : clearInterval(timer)),
        60,
      );
    }),
    socket('the 101 twice', (tcp, request) => void tcp.write(switching(request).repeat(2))),
    // Frames.
    after('a frame of 2⁶³ bytes', Buffer.concat([Buffer.from([opcode.binary, 127]), uint64(2n ** 63n)])),
    after(
      'a frame of 2⁵³ bytes that begins',
      Buffer.concat([Buffer.from([opcode.text, 127]), uint64(2n ** 53n), Buffer.alloc(100_000, 'a')]),
    ),
    after(
      'a frame whose length is not the shortest',
      Buffer.concat([Buffer.from([opcode.text, 127]), uint64(2), Buffer.from('{}')]),
    ),
    after('a masked frame', Buffer.from([opcode.text, 0x82, 1, 2, 3, 4, 5, 6])),
    after('reserved bits', frame(0xf1, 'x')),
    after('an unknown opcode', frame(0x83, 'x')),
    after(
      'a control frame of 200 bytes',
      Buffer.concat([Buffer.from([opcode.ping, 126, 0, 200]), Buffer.alloc(200)]),
    ),
    after('a control frame in fragments', frame(0x09, 'x'), frame(0x80, 'y')),
    after('a continuation of nothing', frame(0x80, 'x')),
    after('a new message inside a message', frame(0x01, 'a'), frame(opcode.text, 'b')),
    after('text that is no UTF-8', frame(opcode.text, Buffer.from([0xff, 0xfe, 0xc3, 0x28]))),
    after('half a frame', Buffer.from([opcode.text, 126, 0])),
    after('noise after the 101', randomBytes(65_536)),
    // Floods.
    forever('messages without end', frame(opcode.text, 'x'.repeat(1000))),
    forever('large messages without end', frame(opcode.binary, Buffer.alloc(900_000))),
    forever('pings without end', frame(opcode.ping, 'p'.repeat(125))),
    forever('pongs without end', frame(opcode.pong, '')),
    forever('empty fragments without end', frame(0x00, '')),
    forever('a message that drips', frame(0x01, 'a'), 100),
    forever('a ping now and then', frame(opcode.ping, 'p'), 150),
    forever('another message each time', frame(opcode.text, '{"n":1}'), 40),
    // Ends.
    after('a close with code 1005', close(1005)),
    after('a close with code 0', close(0)),
    after('a close with code 65535', close(65_535, 'x')),
    after('a close of one byte', frame(opcode.close, 'x')),
    after('a close whose reason is no UTF-8', close(1000, Buffer.from([0xff, 0xfe]))),
    after('two closes and a message', close(1000), frame(opcode.text, 'late'), close(1001)),
    socket(
      'a reset after the 101',
      (tcp, request) => void tcp.write(switching(request), () => tcp.resetAndDestroy()),
    ),
    socket('half a close', (tcp, request) => void tcp.end(switching(request))),
    socket('no answer to a close', (tcp, request) => (accept(tcp, request), tcp.pause())),
    socket('silence', (tcp, request) => void tcp.write(switching(request))),
    socket('another answer each time', (tcp, request) =>
      Math.random() < 0.5
        ? accept(tcp, request)
        : void tcp.end('HTTP/1.1 403 F\r\nContent-Length: 0\r\n\r\n'),
    ),
    socket('the page turned away and the stranger let in', (tcp, request) =>
      request.headers.origin?.includes('127.0.0.1')
        ? void tcp.end('HTTP/1.1 403 F\r\nContent-Length: 0\r\n\r\n')
        : accept(tcp, request),
    ),
    socket('silence to the stranger', (tcp, request) =>
      request.headers.origin?.includes('127.0.0.1') ? accept(tcp, request) : undefined,
    ),
  ],
};
