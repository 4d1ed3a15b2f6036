import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** Listens on a free port of loopback and returns the URL of the root. */
export async function listen(server: Server, scheme = 'http'): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return `${scheme}://127.0.0.1:${address.port}/`;
}

export interface Site {
  readonly url: string;
  readonly server: Server;
}

export interface Page {
  readonly status?: number;
  readonly type?: string;
  readonly body: string;
}

/** Serves pages by path; anything else is a 404. */
export async function openSite(pages: Readonly<Record<string, Page>>): Promise<Site> {
  const server = createServer((request, response) => {
    const page = pages[(request.url ?? '/').replace(/\?.*/, '')] ?? {
      status: 404,
      type: 'text/plain',
      body: 'Not found',
    };
    response
      .writeHead(page.status ?? 200, { 'content-type': page.type ?? 'text/html; charset=utf-8' })
      .end(page.body);
  });
  return { url: await listen(server), server };
}
