import type { FastifyInstance } from 'fastify';
import { send } from '../reply.ts';
import type { PageService } from '../service.ts';
import { errorPage } from '../views/message.tsx';
import { isReported, sitePage, type Pair, type ReportedScan } from '../views/site.tsx';

const scansShown = 60;

interface OfSite {
  readonly Params: { readonly host: string };
  readonly Querystring: { readonly from?: string; readonly to?: string };
}

/** `GET /sites/:host`. */
export function siteRoutes(app: FastifyInstance, service: PageService): void {
  app.get<OfSite>('/sites/:host', async (request, reply) => {
    const { host } = request.params;
    const scans = await service.ofSite(host, scansShown);
    if (scans.length === 0) return send(reply, errorPage(404), 404);
    const pair = await pairOf(scans.filter(isReported), request.query, service);
    return send(reply, sitePage({ host, scans, pair, signedIn: service.signedIn(request) }));
  });
}

/** The scans that were asked for; the latest and the one before it where nothing was, or no scan of the site. */
async function pairOf(
  scans: readonly ReportedScan[],
  asked: OfSite['Querystring'],
  service: PageService,
): Promise<Pair | null> {
  const [latest, second] = scans;
  if (!latest || !second) return null;
  const named = (id: string | undefined): ReportedScan | undefined => scans.find((scan) => scan.id === id);
  const from = named(asked.from) ?? second;
  const to = named(asked.to) ?? latest;
  const [before, after] = await Promise.all([service.scan(from.id), service.scan(to.id)]);
  return before?.report && after?.report ? { from, before: before.report, to, after: after.report } : null;
}
