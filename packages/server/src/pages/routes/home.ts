import type { FastifyInstance } from 'fastify';
import { send } from '../reply.ts';
import type { PageService } from '../service.ts';
import { homePage } from '../views/home.tsx';

const recentShown = 12;

/** `GET /`, and `POST /scans` for its form. */
export function homeRoutes(app: FastifyInstance, service: PageService): void {
  app.get<{ Querystring: { url?: string } }>('/', async (request, reply) => {
    const { url = '' } = request.query;
    const recent = await service.recent(recentShown);
    return send(
      reply,
      homePage({ entered: { url, problems: [] }, recent, signedIn: service.signedIn(request) }),
    );
  });

  app.post<{ Body: { url?: string } | undefined }>('/scans', async (request, reply) => {
    const entered = (request.body?.url ?? '').trim();
    const submission = await service.submit(withScheme(entered), request);
    if (submission.kind !== 'refused') return reply.redirect(`/scans/${submission.id}`, 303);
    const { status, problems } = submission;
    const recent = await service.recent(recentShown);
    const page = homePage({
      entered: { url: withoutCredentials(entered), problems },
      recent,
      signedIn: service.signedIn(request),
    });
    return send(reply, page, status);
  });
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?([/?#]|$)/i;
const bareName = /^[\p{L}\p{N}.-]+\.[\p{L}\p{N}-]+(:\d+)?([/?#]|$)/u;

/**
 * A person writes `shop.example`, or `localhost:3000`, where development servers seldom have a certificate; what has a
 * scheme, or is no name at all, stays what it is.
 */
function withScheme(entered: string): string {
  if (loopback.test(entered)) return `http://${entered}`;
  return bareName.test(entered) ? `https://${entered}` : entered;
}

/** What is put back into the field: never a password. */
function withoutCredentials(entered: string): string {
  const url = URL.parse(entered);
  if (url === null || (url.username === '' && url.password === '')) return entered;
  url.username = '';
  url.password = '';
  return url.href;
}
