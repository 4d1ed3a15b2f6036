import type { FastifyInstance } from 'fastify';
import { Problem } from '../../service/problem.ts';
import type { Database } from '../../store/database.ts';
import { metricsText } from '../metrics.ts';
import type { Watch } from '../watch.ts';

/** What a supervisor and a monitor ask: `/healthz`, `/readyz`, `/metrics`. */
export async function operationRoutes(
  app: FastifyInstance,
  { database, watch }: { database: Database; watch: Watch },
): Promise<void> {
  const hide = { schema: { hide: true } };

  app.get('/healthz', hide, async (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'));

  app.get('/readyz', hide, async (_request, reply) => {
    try {
      await database.query('SELECT 1');
    } catch {
      throw new Problem(503, 'database-away', ['the database does not answer'], { retryAfter: 5 });
    }
    return reply.type('text/plain; charset=utf-8').send('ready\n');
  });

  app.get('/metrics', hide, async (_request, reply) =>
    reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText(database, watch.size)),
  );
}
