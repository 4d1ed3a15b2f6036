import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { send } from '../reply.ts';
import { ruleMeta } from '../rules.ts';
import type { ScanView } from '../../nouns.ts';
import type { PageService } from '../service.ts';
import { errorPage, messagePage, unfinishedPage } from '../views/message.tsx';
import { progressPage } from '../views/progress.tsx';
import { resultsPage } from '../views/results.tsx';
import { rulePage } from '../views/rule.tsx';

interface OfScan {
  readonly Params: { readonly id: string };
}
interface OfRule {
  readonly Params: { readonly id: string; readonly rule: string };
}

/** A scan while it runs and after, its rules, and the two buttons. */
export function scanRoutes(app: FastifyInstance, service: PageService): void {
  app.get<OfScan>('/scans/:id', async (request, reply) => {
    const scan = await service.scan(request.params.id);
    return scan ? showScan(scan, service, request, reply) : notFound(reply);
  });

  app.get<OfRule>('/scans/:id/rules/:rule', async (request, reply) => {
    const { id, rule } = request.params;
    const scan = await service.scan(id);
    const meta = ruleMeta(rule);
    if (!scan || !meta) return notFound(reply);
    if (!scan.report) return reply.redirect(`/scans/${scan.id}`, 303);
    return send(reply, rulePage({ scan, report: scan.report, meta, signedIn: service.signedIn(request) }));
  });

  app.post<OfScan>('/scans/:id/rescan', async (request, reply) => {
    const submission = await service.rescan(request.params.id, request);
    if (submission.kind !== 'refused') return reply.redirect(`/scans/${submission.id}`, 303);
    const { status, problems } = submission;
    const signedIn = service.signedIn(request);
    return send(
      reply,
      messagePage({ status, title: 'It cannot be run again now', text: problems.join(' '), signedIn }),
      status,
    );
  });

  app.post<OfScan>('/scans/:id/cancel', async (request, reply) => {
    await service.cancel(request.params.id);
    return reply.redirect(`/scans/${encodeURIComponent(request.params.id)}`, 303);
  });
}

async function showScan(
  scan: ScanView,
  service: PageService,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const signedIn = service.signedIn(request);
  if (scan.report) {
    const before = scan.previous === null ? null : await service.scan(scan.previous);
    return send(reply, resultsPage({ scan, report: scan.report, before: before?.report ?? null, signedIn }));
  }
  const runs = scan.status === 'queued' || scan.status === 'running';
  return send(reply, runs ? progressPage(scan, signedIn) : unfinishedPage(scan, signedIn));
}

function notFound(reply: FastifyReply): FastifyReply {
  return send(reply, errorPage(404), 404);
}
