import { createServer, type IncomingMessage, type Server } from 'node:http';
import { WebSocketServer } from 'ws';

export interface Site {
  readonly url: string;
  /** Whether the socket admits every Origin; a site that was fixed does not. */
  weak: boolean;
  /** Requests for the page so far, with the time of each, ms. */
  readonly visits: number[];
  /** Handshakes so far, with the time of each, ms. */
  readonly handshakes: number[];
  /** Its URL under another of loopback's addresses: another host, where it listens on all of them. */
  readonly under: (address: string) => string;
  close(): Promise<void>;
}

/** A page with one socket, on a loopback address of its own. Without a greeting the server says nothing unasked. */
export async function startSite({
  host = '127.0.0.1',
  delayMs = 0,
  greeting = '{"price":1}',
  onRequest = (_request: IncomingMessage): void => undefined,
} = {}): Promise<Site> {
  const visits: number[] = [];
  const handshakes: number[] = [];
  const later = (work: () => void): void => void setTimeout(work, delayMs);
  const server: Server = createServer((request, response) => {
    onRequest(request);
    if (request.url === '/') visits.push(Date.now());
    later(() => {
      response.setHeader('content-type', 'text/html');
      response.end(
        '<!doctype html><title>Shop</title><script>new WebSocket("ws://" + location.host + "/live")</script>',
      );
    });
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    handshakes.push(Date.now());
    later(() => {
      const own = request.headers.origin === `http://${request.headers.host}`;
      if (!site.weak && !own) socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      else
        sockets.handleUpgrade(request, socket, head, (client) => {
          if (greeting !== '') client.send(greeting);
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const site: Site = {
    url: `http://${host}:${port}/`,
    weak: true,
    visits,
    handshakes,
    under: (address) => `http://${address}:${port}/`,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return site;
}
