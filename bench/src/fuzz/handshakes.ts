import { Duplex } from 'node:stream';
import * as fc from 'fast-check';
import { Handshake } from '../../../packages/scanner/dist/net/handshake.js';
import { switching } from '../hostile/answers.ts';
import { mutated } from './mutate.ts';
import { target, type Target } from './target.ts';

/** What servers say, `KEY` being the accept that the handshake asks for; then frames, as Latin-1. */
const answers = [
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: KEY\r\n\r\n\x81\x02hi\x88\x02\x03\xe8',
  'HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: KEY\r\nSec-WebSocket-Protocol: a\r\n\r\n\x01\x01a\x80\x01b\x89\x00\x8a\x01x',
  'HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: KEY\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n\xc1\x05\xcaH\xcd\xc9\x07',
  'HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\nServer: x\r\n\r\nnope',
  'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnope\r\n0\r\n\r\n',
  'HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n',
  'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\n\r\n',
  '\x81\x7e\x00\x05hello\x82\x7f\x00\x00\x00\x00\x00\x00\x00\x01x',
];
const input = fc
  .tuple(mutated(answers), fc.nat(7))
  .map(([answer, pieces]) => JSON.stringify([answer, pieces]));

/** A connection whose other end answers the request with these bytes, in so many pieces, and closes. */
function connection(answer: string, pieces: number): Duplex {
  let asked = '';
  const stream: Duplex = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      const isFirst = !asked.includes('\r\n\r\n');
      asked += chunk.toString('latin1');
      if (isFirst && asked.includes('\r\n\r\n')) setImmediate(() => respond());
      done();
    },
  });
  const respond = (): void => {
    const key = /Sec-WebSocket-Key: (.*)\r\n/i.exec(asked)?.[1] ?? '';
    const accept =
      /Accept: (.*)\r\n/.exec(switching({ headers: { 'sec-websocket-key': key } } as never))?.[1] ?? '';
    const bytes = Buffer.from(answer.replaceAll('KEY', accept), 'latin1');
    const size = Math.max(1, Math.ceil(bytes.length / (pieces + 1)));
    for (let at = 0; at < bytes.length; at += size)
      if (!stream.destroyed) stream.push(bytes.subarray(at, at + size));
    if (!stream.destroyed) stream.push(null);
  };
  return stream.on('error', () => {});
}

/** Whatever a server sends, the handshake settles within its time, and its record is bounded, plain data. */
export const handshakes: Target = target('handshakes', 200, input, async (text) => {
  const [answer, pieces] = JSON.parse(text) as [string, number];
  const dial = (): Promise<never> =>
    Promise.resolve({ stream: connection(answer, pieces), tls: null, alpn: null, address: null } as never);
  const request = {
    url: 'ws://a.test/',
    origin: 'https://b.test',
    protocols: ['a'],
    headers: [],
    timeoutMs: 300,
  };
  const started = performance.now();
  const handshake = new Handshake(request, { dial }, () => JSON.stringify(handshake.record));
  await handshake.answered;
  await new Promise((resolve) => setTimeout(resolve, 2));
  handshake.end();
  await handshake.gone;
  const { record } = handshake;
  if (performance.now() - started > 5_000) throw new Error('it did not settle in time');
  if (JSON.stringify(record).length > 400_000) throw new Error('its record is too large');
  if (record.outcome === 'accepted' && record.acceptValid !== true)
    throw new Error('accepted without a valid accept');
  if (record.outcome === 'unreachable' && record.error === null) throw new Error('no answer, and no reason');
});
