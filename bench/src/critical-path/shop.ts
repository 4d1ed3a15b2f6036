/** The site of `npm run bench:critical-path`, in a process of its own: a page whose socket enforces its policy, behind a link. */
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type * as Certificate from '../../../packages/scanner/dist/demo/certificate.js';
import { openLink } from './link.ts';

const { demoCertificate, demoKey } = (await import(
  new URL('../../../packages/scanner/dist/demo/certificate.js', import.meta.url).href
)) as typeof Certificate;

const opening = `new WebSocket((location.protocol === 'https:' ? 'wss:' : 'ws:') + '//' + location.host + '/live');`;

/** Plain: a page with a script. With TLS: a page with a module that imports another. */
const files = {
  plain: { '/': '<!doctype html><script src="/app.js"></script>', '/app.js': opening },
  tls: {
    '/': '<!doctype html><script type="module" src="/app.js"></script>',
    '/app.js': `import('./live.js').then(({ open }) => open());`,
    '/live.js': `export function open() { ${opening} }`,
  },
} satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

const [kind = 'plain', roundTripMs = '0'] = process.argv.slice(2);
const served = new Map<string, string>(Object.entries(kind === 'tls' ? files.tls : files.plain));
const listener: RequestListener = (request, response) => {
  const url = request.url ?? '/';
  response.setHeader('content-type', url.endsWith('.js') ? 'text/javascript' : 'text/html');
  response.statusCode = served.has(url) ? 200 : 404;
  response.end(served.get(url) ?? '');
};
const server =
  kind === 'tls'
    ? createTlsServer({ key: demoKey, cert: demoCertificate }, listener)
    : createServer(listener);
const sockets = new WebSocketServer({
  server,
  verifyClient: ({ origin, req }, accept) =>
    accept(origin === `${kind === 'tls' ? 'https' : 'http'}://${req.headers.host}`, 403),
});
sockets.on('connection', (socket) => socket.send('{"hello":"shop"}'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const link = await openLink((server.address() as AddressInfo).port, Number(roundTripMs));
console.log(`port ${link.port}`);
