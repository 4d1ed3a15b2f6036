import { Duplex } from 'node:stream';
import * as fc from 'fast-check';
import { Handshake, type HandshakeRecord } from '../../../packages/scanner/dist/net/handshake.js';
import { openHttp2 } from '../../../packages/scanner/dist/net/handshake-http2.js';
import { mutated } from './mutate.ts';
import { target, type Target } from './target.ts';

/** A frame of HTTP/2 (RFC 9113 section 4.1) as Latin-1. */
function frame(type: number, flags: number, stream: number, payload = ''): string {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return head.toString('latin1') + payload;
}

const [data, headers, reset, settings, ping, goAway, windowUpdate] = [0, 1, 3, 4, 6, 7, 8];
const [endStream, endHeaders, acknowledged] = [1, 4, 1];
/** SETTINGS_ENABLE_CONNECT_PROTOCOL = 1 (RFC 8441 section 3). */
const offer = frame(settings, 0, 0, '\0\x08\0\0\0\x01');
const agreed = frame(settings, acknowledged, 0);
/** HPACK's static table (RFC 7541, appendix A): `:status` 200, 404; and a literal one of 403. */
const [ok, notFound, forbidden] = ['\x88', '\x8d', '\x08\x03403'];
const subprotocol = '\0\x16sec-websocket-protocol\x01a';

/** What servers send before a handshake, and after it. */
export const http2Seeds: readonly string[] = [
  [
    offer + agreed,
    frame(headers, endHeaders, 1, ok + subprotocol) + frame(data, 0, 1, '\x81\x02hi\x88\x02\x03\xe8'),
  ],
  [offer, frame(headers, endHeaders, 1, ok) + frame(data, endStream, 1, '\x01\x01a\x80\x01b')],
  [offer + agreed, frame(headers, endHeaders | endStream, 1, forbidden)],
  [offer, frame(headers, endHeaders, 1, notFound) + frame(data, endStream, 1, 'not here')],
  [offer + frame(ping, 0, 0, 'pingpong'), frame(reset, 0, 1, '\0\0\0\x07')],
  [offer, frame(goAway, 0, 0, '\0\0\0\0\0\0\0\x0bcalm down')],
  [offer + frame(windowUpdate, 0, 0, '\x7f\xff\xff\xff'), frame(headers, endHeaders, 3, ok)],
  [frame(settings, 0, 0), frame(data, 0, 1, 'early')],
].map((pair) => JSON.stringify(pair));

const input = fc
  .tuple(
    fc.constantFrom(...http2Seeds),
    mutated(http2Seeds.flatMap((pair) => JSON.parse(pair) as string[])),
    fc.nat(2),
  )
  .map(([pair, changed, place]) => {
    const [before = '', after = ''] = JSON.parse(pair) as string[];
    return JSON.stringify(place === 0 ? [changed, after] : [before, changed]);
  });

/** The HEADERS frame of the first stream, in what the client sends, in hexadecimal. */
const firstRequest = /01..00000001/;

/** A connection whose other end sends these bytes as soon as it is asked anything, and those when a stream is opened. */
function connection(before: string, after: string): Duplex {
  const parts = [before, after];
  const stream: Duplex = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      const isDue = parts.length === 2 || firstRequest.test(chunk.toString('hex'));
      const part = isDue ? parts.shift() : undefined;
      if (part !== undefined)
        setImmediate(() => stream.destroyed || stream.push(Buffer.from(part, 'latin1')));
      done();
    },
  });
  return stream.on('error', () => {});
}

/** What a handshake over HTTP/2 sees of a server that sends these frames; null where it offers none there. */
export async function overHttp2(text: string): Promise<HandshakeRecord | null> {
  const [before = '', after = ''] = JSON.parse(text) as string[];
  const stream = connection(before, after);
  const dial = (): Promise<never> =>
    Promise.resolve({ stream, tls: null, alpn: 'h2', address: null } as never);
  try {
    const door = await openHttp2({ url: 'wss://a.test/', timeoutMs: 100 }, { dial });
    if (!door) return null;
    const asked = { url: 'wss://a.test/', origin: 'https://b.test', protocols: ['a'], headers: [] };
    const handshake = new Handshake({ ...asked, timeoutMs: 100 }, door, () =>
      JSON.stringify(handshake.record),
    );
    await handshake.answered;
    await new Promise((resolve) => setTimeout(resolve, 2));
    handshake.end();
    door.close();
    await handshake.gone;
    return handshake.record;
  } finally {
    stream.destroy();
  }
}

/** Whatever frames of HTTP/2 a server sends, the handshake on a stream settles within its time. */
export const handshakesOverHttp2: Target = target('http2', 100, input, async (text) => {
  const started = performance.now();
  const record = await overHttp2(text);
  if (performance.now() - started > 5_000) throw new Error('it did not settle in time');
  if (record === null) return;
  if (JSON.stringify(record).length > 400_000) throw new Error('its record is too large');
  if (record.outcome === 'accepted' && record.status !== 101) throw new Error('accepted without a 2xx');
  if (record.outcome === 'unreachable' && record.error === null) throw new Error('no answer, and no reason');
});
