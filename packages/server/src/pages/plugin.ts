import type { FastifyError, FastifyInstance } from 'fastify';
import { assets } from './assets.ts';
import { problemOf } from '../http/errors.ts';
import { send } from './reply.ts';
import { homeRoutes } from './routes/home.ts';
import { scanRoutes } from './routes/scans.ts';
import { sessionRoutes } from './routes/session.ts';
import { siteRoutes } from './routes/sites.ts';
import type { PageService } from './service.ts';
import { errorPage } from './views/message.tsx';

const formBytes = 32_768;

/** The pages of the service: the same for everybody, usable without script. */
export async function pages(app: FastifyInstance, { service }: { service: PageService }): Promise<void> {
  // Forms and nothing else: what they hold is text.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) request.log.error({ err: error }, 'a page failed');
    if (problem.details['retryAfter'] !== undefined)
      void reply.header('retry-after', problem.details['retryAfter']);
    return send(reply, errorPage(problem.status), problem.status);
  });
  for (const { path, type, body } of Object.values(assets)) {
    app.get(path, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=31536000, immutable').send(body),
    );
  }
  homeRoutes(app, service);
  scanRoutes(app, service);
  siteRoutes(app, service);
  sessionRoutes(app, service);
}
