import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { openLink } from '../critical-path/link.ts';

/** What the sites of a list are, in turn, and what a scan of one is to say: its verdict (plain http fails) and the policy. */
export const kinds = [
  { name: 'guarded', says: 'fail enforced' },
  { name: 'open', says: 'fail missing' },
  { name: 'quiet', says: 'pass' },
  { name: 'guarded', says: 'fail enforced' },
  { name: 'missing', says: 'error' },
  { name: 'guarded', says: 'fail enforced' },
  { name: 'hanging-up', says: 'error' },
  { name: 'guarded', says: 'fail enforced' },
] as const;

export function hostOf(index: number): string {
  return `${kindOf(index).name}-${index}.test`;
}

export function kindOf(index: number): (typeof kinds)[number] {
  return kinds[index % kinds.length] ?? kinds[0];
}

export interface Sites {
  readonly port: number;
  readonly close: () => void;
}

const script = `new WebSocket((location.protocol === 'https:' ? 'wss:' : 'ws:') + '//' + location.host + '/live');`;

/** All the sites at once, told apart by Host, behind a link of this round trip. */
export async function openSites(roundTripMs: number): Promise<Sites> {
  const server = createServer(answer);
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ origin, req }, accept) =>
      accept(!(req.headers.host ?? '').startsWith('guarded') || origin === `http://${req.headers.host}`, 403),
  });
  sockets.on('connection', (socket) => socket.send('{"hello":"site"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const link = await openLink((server.address() as AddressInfo).port, roundTripMs);
  return {
    port: link.port,
    close: () => {
      link.close();
      server.close().closeAllConnections();
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const host = request.headers.host ?? '';
  if (host.startsWith('hanging-up')) {
    request.socket.destroy();
    return;
  }
  const isScript = request.url === '/app.js';
  if (host.startsWith('missing')) response.statusCode = 404;
  response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
  const page = `<!doctype html><title>${host}</title>${host.startsWith('quiet') ? '' : '<script src="/app.js"></script>'}`;
  response.end(isScript ? script : page);
}
