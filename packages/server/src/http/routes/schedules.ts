import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cursorOf } from '../../input/cursor.ts';
import { scheduleSchema } from '../../input/schedule.ts';
import type { UrlRules } from '../../input/url.ts';
import type { Schedules } from '../../service/schedules.ts';
import type { Limits } from '../limits.ts';
import { problemSchema, scheduleDetailSchema, scheduleMadeSchema, schedulePageSchema } from '../schemas.ts';
import { listFrom, listQuery } from './lists.ts';
import { idParams } from './scans.ts';

/** `/api/v1/schedules`. */
export const scheduleRoutes: FastifyPluginAsyncZod<{
  schedules: Schedules;
  rules: UrlRules;
  limits: Limits;
}> = async (app, { schedules, rules, limits }) => {
  const tags = ['schedules'];

  app.post(
    '/schedules',
    {
      onRequest: limits.newSchedule,
      schema: {
        summary: 'Scan a site by the clock, and be told when its verdict changes',
        tags,
        body: scheduleSchema(rules),
        response: { 201: scheduleMadeSchema, 400: problemSchema, 429: problemSchema },
      },
    },
    async (request, reply) => {
      const made = await schedules.create(request.body);
      return reply.code(201).header('location', `/api/v1/schedules/${made.id}`).send(made);
    },
  );

  app.get(
    '/schedules',
    {
      schema: {
        summary: 'Schedules, newest first',
        tags,
        querystring: listQuery,
        response: { 200: schedulePageSchema, 400: problemSchema },
      },
    },
    async (request) => {
      const page = await schedules.list(listFrom('schedules', request.query));
      return {
        schedules: [...page.schedules],
        next: page.next === null ? null : cursorOf('schedules', page.next),
      };
    },
  );

  app.get(
    '/schedules/:id',
    {
      schema: {
        summary: 'A schedule, and what became of its webhooks',
        tags,
        params: idParams,
        response: { 200: scheduleDetailSchema, 404: problemSchema },
      },
    },
    async (request) => {
      const schedule = await schedules.find(request.params.id);
      return { ...schedule, deliveries: [...schedule.deliveries] };
    },
  );

  app.delete(
    '/schedules/:id',
    {
      schema: {
        summary: 'Delete a schedule; its scans stay',
        tags,
        params: idParams,
        response: { 204: z.undefined(), 404: problemSchema },
      },
    },
    async (request, reply) => {
      await schedules.remove(request.params.id);
      return reply.code(204).send(undefined);
    },
  );
};
