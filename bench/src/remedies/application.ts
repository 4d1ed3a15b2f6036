import { createServer, type IncomingHttpHeaders } from 'node:http';
import { WebSocketServer } from 'ws';
import { site } from './case.ts';

/** Where the recipes of proxies expect the application. */
const port = 8080;

const page = `<!doctype html><title>Shop</title>
<script>new WebSocket((location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/live')</script>`;

/** Which handshakes the application takes. */
export type Admission = (headers: IncomingHttpHeaders) => boolean;

/** Any: for proxies that are to compare. */
export const anybody: Admission = () => true;

/** The Origin of `site`. */
export const theSite: Admission = ({ origin }) => origin === site.origin;

/**
 * The Origin of the address that the proxy says it was reached by: refuses its own page behind a proxy that does not
 * hand on Host and X-Forwarded-Proto.
 */
export const whatTheProxySays: Admission = (headers) =>
  headers.origin === `${String(headers['x-forwarded-proto'])}://${String(headers.host)}`;

/** The application behind a proxy, on its plain port. */
export async function startApplication(admits: Admission): Promise<() => Promise<void>> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(page);
  });
  const sockets = new WebSocketServer({
    server,
    path: '/live',
    verifyClient: ({ req }, done) => done(admits(req.headers), 403),
  });
  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => socket.send(data));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return async () => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
