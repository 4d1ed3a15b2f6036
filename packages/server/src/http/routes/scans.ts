import type { FastifyTypeProviderDefault } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { formatIds, render } from 'wssure';
import { z } from 'zod';
import { cursorOf } from '../../input/cursor.ts';
import { scanSchema } from '../../input/scan.ts';
import type { UrlRules } from '../../input/url.ts';
import type { ScanPage } from '../../store/scans.ts';
import { Problem } from '../../service/problem.ts';
import type { Service } from '../../service/service.ts';
import type { Limits } from '../limits.ts';
import { acceptedSchema, pageSchema, problemSchema, scanViewSchema } from '../schemas.ts';
import { listFrom, listQuery } from './lists.ts';

export interface ScanRoutesOptions {
  readonly service: Service;
  readonly rules: UrlRules;
  readonly limits: Limits;
}

export const idParams = z.object({ id: z.string().max(100) });

const mediaTypes: Readonly<Record<string, string>> = {
  terminal: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  sarif: 'application/sarif+json; charset=utf-8',
  junit: 'application/xml; charset=utf-8',
  markdown: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
};

/** A report is one document with its style inside and no script. */
const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** `/api/v1/scans` and `/api/v1/sites`. */
export const scanRoutes: FastifyPluginAsyncZod<ScanRoutesOptions> = async (app, options) => {
  const { service, rules, limits } = options;

  app.post(
    '/scans',
    {
      onRequest: limits.newScan,
      schema: {
        summary: 'Scan a URL',
        tags: ['scans'],
        body: scanSchema(rules),
        response: { 202: acceptedSchema, 400: problemSchema, 409: problemSchema, 429: problemSchema },
      },
    },
    async (request, reply) => {
      const accepted = await service.submit(request.body);
      return reply.code(202).header('location', `/api/v1/scans/${accepted.id}`).send(accepted);
    },
  );

  app.post(
    '/scans/:id/rescan',
    {
      onRequest: limits.newScan,
      schema: {
        summary: 'Run a scan again',
        tags: ['scans'],
        params: idParams,
        response: { 202: acceptedSchema, 404: problemSchema, 409: problemSchema, 429: problemSchema },
      },
    },
    async (request, reply) => {
      const accepted = await service.rescan(request.params.id);
      return reply.code(202).header('location', `/api/v1/scans/${accepted.id}`).send(accepted);
    },
  );

  // Without the provider of types: what is sent is text already.
  app.withTypeProvider<FastifyTypeProviderDefault>().get<{ Params: { id: string } }>(
    '/scans/:id',
    {
      schema: {
        summary: 'A scan as it is now',
        tags: ['scans'],
        params: idParams,
        response: { 200: scanViewSchema, 404: problemSchema },
      },
    },
    async ({ params }, reply) =>
      reply.type('application/json; charset=utf-8').send(await service.scanText(params.id)),
  );

  app.get(
    '/scans/:id/report',
    {
      schema: {
        summary: 'The report in one of the formats of the command line',
        tags: ['scans'],
        params: idParams,
        querystring: z.strictObject({ format: z.enum(formatIds).default('json') }),
        produces: Object.values(mediaTypes),
        response: { 200: z.string(), 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const { report, status } = await service.scan(request.params.id);
      if (!report) throw new Problem(409, 'no-report', [`the scan is ${status}: it has no report`]);
      const { format } = request.query;
      if (format === 'html') void reply.header('content-security-policy', reportPolicy);
      return reply.type(mediaTypes[format] ?? 'text/plain').send(await render(report, format));
    },
  );

  app.delete(
    '/scans/:id',
    {
      schema: {
        summary: 'Cancel a scan that is not over, or delete the record of one that is',
        tags: ['scans'],
        params: idParams,
        response: { 202: scanViewSchema, 204: z.undefined(), 404: problemSchema, 409: problemSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if ((await service.remove(id)) === 'deleted') return reply.code(204).send(undefined);
      return reply.code(202).send(await service.scan(id));
    },
  );

  app.get(
    '/scans',
    {
      schema: {
        summary: 'Scans, newest first',
        tags: ['scans'],
        querystring: listQuery,
        response: { 200: pageSchema, 400: problemSchema },
      },
    },
    async (request) => page('scans', await service.list(listFrom('scans', request.query))),
  );

  app.get(
    '/sites/:host/scans',
    {
      schema: {
        summary: 'The scans of a host, newest first',
        tags: ['sites'],
        params: z.object({ host: z.string().max(260) }),
        querystring: listQuery,
        response: { 200: pageSchema, 400: problemSchema },
      },
    },
    async (request) => {
      const host = normalHost(request.params.host);
      const list = `site ${host}`;
      return page(list, await service.list({ ...listFrom(list, request.query), host }));
    },
  );
};

function page(list: string, { scans, next }: ScanPage): z.input<typeof pageSchema> {
  return { scans: [...scans], next: next === null ? null : cursorOf(list, next) };
}

/** As the URL parser spells it, under which the scans are kept. */
export function normalHost(host: string): string {
  return URL.parse(`http://${host}/`)?.hostname.replace(/\.$/, '') ?? host;
}
