import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { ScanView } from '../../nouns.ts';
import { Problem } from '../../service/problem.ts';
import type { Service } from '../../service/service.ts';
import { problemSchema } from '../schemas.ts';
import type { Watch } from '../watch.ts';
import { idParams } from './scans.ts';

const watchersAtMost = 2_000;
/** Proxies close what is silent. */
const aliveMs = 15_000;
const retryMs = 2_000;

/**
 * `GET /api/v1/scans/:id/events`: the scan as it is, again after each change, until it is over. The id of an event is
 * the scan's version, so that `Last-Event-ID` (WHATWG HTML, server-sent events) says what the client knows already; to
 * one that knows all of it 204 says that there is no more to come.
 */
export const eventRoutes: FastifyPluginAsyncZod<{ service: Service; watch: Watch }> = async (
  app,
  { service, watch },
) => {
  app.get(
    '/scans/:id/events',
    {
      schema: {
        summary: 'A scan live, as server-sent events',
        tags: ['scans'],
        params: idParams,
        headers: z.looseObject({ 'last-event-id': z.string().optional() }),
        produces: ['text/event-stream'],
        response: { 200: z.string(), 204: z.undefined(), 404: problemSchema, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const scan = await service.scan(request.params.id);
      const known = Number(request.headers['last-event-id'] ?? 0) || 0;
      if (isOver(scan) && known >= scan.version) return reply.code(204).send(undefined);
      if (watch.size >= watchersAtMost) {
        throw new Problem(503, 'busy', ['too many are watching: ask for the scan itself now and then'], {
          retryAfter: 10,
        });
      }
      follow(reply, service, watch, scan, known);
      return reply;
    },
  );
};

function isOver({ status }: ScanView): boolean {
  return status === 'done' || status === 'failed';
}

function follow(reply: FastifyReply, service: Service, watch: Watch, scan: ScanView, known: number): void {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(`retry: ${retryMs}\n\n`);
  let last = known;
  const alive = setInterval(() => raw.write(':\n\n'), aliveMs);
  let remove: (() => void) | undefined;
  const end = (): void => {
    clearInterval(alive);
    remove?.();
    raw.end();
  };
  const show = (now: ScanView): void => {
    if (now.version <= last || raw.destroyed) return;
    last = now.version;
    raw.write(`id: ${now.version}\ndata: ${JSON.stringify(now)}\n\n`);
  };
  raw.on('close', end);
  show(scan);
  if (isOver(scan)) {
    end();
    return;
  }
  remove = watch.add(scan.id, (now) => {
    if (now === null) end();
    else if (!isOver(now)) show(now);
    else
      void service
        .scan(now.id)
        .then(show, () => undefined)
        .finally(end);
  });
}
