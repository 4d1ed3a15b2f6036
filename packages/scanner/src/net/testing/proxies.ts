import { createServer, request as httpRequest, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { serverKey, shopCertificate } from './certificates.ts';
import { portOf, tcpServer, type TestServer } from './servers.ts';

export interface TestProxy {
  readonly port: number;
  /** What it was asked for: `CONNECT shop.test:443`, `GET http://shop.test/`, `socks5 shop.test:80` … */
  readonly asked: readonly string[];
  readonly close: () => void;
}

export interface ProxyBehaviour {
  /** `user:password` that it demands. */
  readonly login?: string;
  /** Where every name leads, whatever was asked for. */
  readonly to?: number;
  /** Whether it is reached over TLS, as `localhost`. */
  readonly tls?: boolean;
}

/** An HTTP proxy that tunnels (CONNECT) and forwards, to `to` on loopback. */
export async function httpProxy({ login, to, tls }: ProxyBehaviour = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const allowed = (header: string | undefined): boolean =>
    login === undefined || header === `Basic ${Buffer.from(login).toString('base64')}`;
  const forward: RequestListener = (incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    if (!allowed(incoming.headers['proxy-authorization'])) {
      outgoing.writeHead(407).end();
      return;
    }
    const url = new URL(incoming.url ?? '');
    const onward = { host: '127.0.0.1', port: to ?? url.port, path: url.pathname + url.search };
    const { 'proxy-authorization': _kept, ...headers } = incoming.headers;
    incoming.pipe(
      httpRequest({ ...onward, method: incoming.method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
        answer.pipe(outgoing);
      }),
    );
  };
  const server = tls
    ? createTlsServer({ key: serverKey, cert: shopCertificate }, forward)
    : createServer(forward);
  server.on('connect', (incoming, socket: Socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    socket.on('error', () => {});
    if (!allowed(incoming.headers['proxy-authorization'])) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const port = to ?? Number(incoming.url?.split(':').at(-1));
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  server.on('connection', (socket: Socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: portOf(server), asked, close };
}

/** A SOCKS 4, 4a and 5 proxy (RFC 1928, RFC 1929) to `to` on loopback. */
export async function socksProxy({ login, to }: ProxyBehaviour = {}): Promise<TestProxy> {
  const asked: string[] = [];
  const server: TestServer = await tcpServer((socket) => {
    void serve(socket).catch(() => socket.destroy());
  });
  async function serve(socket: Socket): Promise<void> {
    const bytes = reader(socket);
    const version = await bytes.read(1);
    const answer = version[0] === 4 ? await socks4(bytes) : await socks5(socket, bytes);
    asked.push(`socks${version[0]} ${answer.host}:${answer.port}`);
    const onward = connect(to ?? answer.port, '127.0.0.1', () => {
      socket.write(answer.granted);
      bytes.release();
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.end(answer.refused));
  }
  async function socks5(socket: Socket, bytes: ByteReader): Promise<Answer> {
    const methods = await bytes.read((await bytes.read(1))[0] ?? 0);
    const method = login === undefined ? 0 : 2;
    socket.write(Buffer.from([5, methods.includes(method) ? method : 0xff]));
    if (login !== undefined) {
      await bytes.read(1);
      const user = await bytes.read((await bytes.read(1))[0] ?? 0);
      const password = await bytes.read((await bytes.read(1))[0] ?? 0);
      const right = `${user.toString()}:${password.toString()}` === login;
      socket.write(Buffer.from([1, right ? 0 : 1]));
      if (!right) throw new Error('refused');
    }
    const type = (await bytes.read(4))[3];
    const host =
      type === 3
        ? (await bytes.read((await bytes.read(1))[0] ?? 0)).toString()
        : [...(await bytes.read(type === 1 ? 4 : 16))].join('.');
    return {
      host,
      port: (await bytes.read(2)).readUInt16BE(),
      granted: socks5Reply(0),
      refused: socks5Reply(5),
    };
  }
  return { port: server.port, asked, close: server.close };
}

interface Answer {
  readonly host: string;
  readonly port: number;
  readonly granted: Buffer;
  readonly refused: Buffer;
}

async function socks4(bytes: ByteReader): Promise<Answer> {
  await bytes.read(1);
  const port = (await bytes.read(2)).readUInt16BE();
  const address = await bytes.read(4);
  await bytes.readToZero();
  const named = address[0] === 0 && address[1] === 0 && address[2] === 0;
  const host = named ? (await bytes.readToZero()).toString() : [...address].join('.');
  return { host, port, granted: socks4Reply(90), refused: socks4Reply(91) };
}

function socks4Reply(code: number): Buffer {
  return Buffer.from([0, code, 0, 0, 0, 0, 0, 0]);
}

function socks5Reply(code: number): Buffer {
  return Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
}

interface ByteReader {
  readonly read: (count: number) => Promise<Buffer>;
  readonly readToZero: () => Promise<Buffer>;
  readonly release: () => void;
}

function reader(socket: Socket): ByteReader {
  let held = Buffer.alloc(0);
  let wake: (() => void) | undefined;
  const keep = (chunk: Buffer): void => {
    held = Buffer.concat([held, chunk]);
    wake?.();
  };
  socket.on('data', keep);
  const read = async (count: number): Promise<Buffer> => {
    while (held.length < count) await new Promise<void>((resolve) => (wake = resolve));
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
  const readToZero = async (): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let next = await read(1); next[0] !== 0; next = await read(1)) parts.push(next);
    return Buffer.concat(parts);
  };
  const release = (): void => {
    socket.off('data', keep);
    if (held.length > 0) socket.unshift(held);
  };
  return { read, readToZero, release };
}
