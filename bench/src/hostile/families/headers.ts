import { endlessly, switching } from '../answers.ts';
import { live, livePage, times, type Family } from '../case.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n';

/** A whole server that answers everything with these header lines and the live page. */
function flood(
  name: string,
  headers: string,
  over: Partial<Family['cases'][number]> = {},
): Family['cases'][number] {
  return {
    name,
    raw: (socket) => void socket.once('data', () => socket.end(`${ok}${headers}\r\n${livePage}`)),
    ...over,
  };
}

export const headerFloods: Family = {
  name: 'header floods',
  cases: [
    flood(
      '100 000 header lines',
      times(100_000, (index) => `X-${index}: a\r\n`),
      { status: 2 },
    ),
    flood('one header of 10 MB', `X-Long: ${'a'.repeat(10_000_000)}\r\n`, { status: 2 }),
    flood(
      '900 cookies',
      times(
        900,
        (index) => `Set-Cookie: c${index}=${'v'.repeat(100)}; Domain=${index}.test; Expires=${index}\r\n`,
      ),
    ),
    flood(
      '900 content security policies',
      times(900, (index) => `Content-Security-Policy: connect-src ws://h${index}.test\r\n`),
    ),
    flood(
      'one policy of 200 kB',
      `Content-Security-Policy: connect-src ${'ws://a.test '.repeat(16_000)}\r\n`,
    ),
    flood('a policy of 60 000 policies', `Content-Security-Policy: ${'a,'.repeat(60_000)}\r\n`),
    flood(
      'the same header 2000 times',
      times(2000, () => 'Content-Type: text/plain\r\n'),
    ),
    flood('a cookie with ten thousand attributes', `Set-Cookie: a=b${'; a=b'.repeat(10_000)}\r\n`),
    {
      name: 'header lines without end',
      raw: (socket) => (socket.write(ok), endlessly(socket, 'X-Y: z\r\n'.repeat(500))),
      status: 2,
    },
    {
      name: '103 answers without end',
      raw: (socket) => endlessly(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(50)),
      status: 2,
    },
    {
      name: 'a 101 with 5000 header lines',
      page: livePage,
      upgrade: (socket, request) =>
        void socket.write(switching(request, ...Array.from({ length: 5000 }, (_, index) => `X-${index}: a`))),
      finds: ['/live'],
    },
    {
      name: 'a 101 with headers without end',
      page: livePage,
      upgrade: (socket) => (socket.write('HTTP/1.1 101 S\r\n'), endlessly(socket, 'X-Y: z\r\n'.repeat(500))),
      finds: ['/live'],
    },
    {
      name: 'a 101 with 2 MB of subprotocol',
      page: livePage,
      upgrade: (socket, request) =>
        void socket.write(switching(request, `Sec-WebSocket-Protocol: ${'p'.repeat(2_000_000)}`)),
      finds: ['/live'],
    },
    {
      name: 'a meta policy of 5 MB',
      page: `<meta http-equiv=Content-Security-Policy content="connect-src ${'ws://a.test '.repeat(400_000)}"><script>${live}</script>`,
      finds: ['/live'],
    },
  ],
};
