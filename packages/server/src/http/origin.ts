import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../service/problem.ts';

const readOnly = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const loopbackName = /^(localhost|[^.]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Refuses, before anything else, what another site's page has sent: a state-changing request whose Origin is not the
 * server's own (403), then a request under a name that is not the server's, as after DNS rebinding (421, RFC 9110
 * section 15.5.20).
 */
export function guardOrigins(app: FastifyInstance, hostNames: readonly string[]): void {
  const names = new Set(hostNames.map((name) => name.toLowerCase()));
  app.addHook('onRequest', async (request) => {
    if (!readOnly.has(request.method) && isForeign(request)) {
      throw new Problem(403, 'foreign-origin', [
        'a page of another origin has sent this: only pages of this server may change something',
      ]);
    }
    const name = hostName(request.host);
    if (name === null || !(loopbackName.test(name) || names.has(name))) {
      throw new Problem(421, 'misdirected', [
        'this server does not answer under that name: start it with --host-name to allow it',
      ]);
    }
  });
}

/** What no browser sent names no Origin and is no cross-site request. */
function isForeign(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) return site !== undefined && site !== 'same-origin' && site !== 'none';
  const url = URL.parse(origin);
  if (!url || url.origin !== origin) return true;
  const own = URL.parse(`${request.protocol}://${request.host}`);
  return own === null || own.origin !== url.origin;
}

/** The name of a Host header, lower case and without its port; null for what is none. */
function hostName(host: string): string | null {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]@/?#\s]+)(:\d{1,5})?$/.exec(host.toLowerCase());
  return match?.[1]?.replace(/\.$/, '') ?? null;
}
