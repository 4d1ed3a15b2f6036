/** What the API answers, for its documentation and for the types of the client. */
import { z } from 'zod';

const time = z.iso.datetime().describe('ISO 8601 UTC');

export const problemSchema = z
  .looseObject({
    error: z.string().describe('a stable word'),
    message: z.string(),
    reasons: z.array(z.string()).describe('every reason, one line each'),
    id: z.string().optional().describe('409: the scan of the same target that is not over'),
    retryAfter: z.number().optional().describe('429: seconds'),
  })
  .describe('why it was not done');

const summarySchema = z.object({
  id: z.string(),
  url: z.string().describe('normalised; a name in another script as its punycode'),
  host: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed']),
  verdict: z.enum(['fail', 'warn', 'pass', 'error']).nullable(),
  summary: z
    .object({ fail: z.int(), warn: z.int(), note: z.int(), endpoints: z.int(), references: z.int() })
    .nullable()
    .describe('what its report counts'),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  previous: z.string().nullable().describe('the scan that this one runs again'),
  schedule: z.string().nullable(),
});

const stageSchema = z.object({ done: z.int(), total: z.int(), subject: z.string() }).optional();

export const scanViewSchema = summarySchema.extend({
  version: z.int().describe('grows with every change; the id of its server-sent event'),
  progress: z.object({ read: stageSchema, analyse: stageSchema, probe: stageSchema, judge: stageSchema }),
  // Checked where it is made, and large: not looked through again for each reader.
  report: z.unknown().optional().describe('the report (schemaVersion 1), once the scan is done'),
  error: z
    .object({ code: z.enum(['cancelled', 'worker-lost', 'mistake', 'timeout']), message: z.string() })
    .optional()
    .describe('why there is no report, where the scan has failed'),
});

export const pageSchema = z.object({
  scans: z.array(summarySchema),
  next: z.string().nullable().describe('the cursor of the next page'),
});

export const acceptedSchema = z.object({ id: z.string() });

export const scheduleViewSchema = z.object({
  id: z.string(),
  url: z.string(),
  cron: z.string(),
  timezone: z.string(),
  options: z.looseObject({}),
  webhook: z.object({ url: z.string() }).nullable(),
  nextAt: time,
  lastScan: z.string().nullable(),
  lastVerdict: z.string().nullable(),
  createdAt: time,
});

export const schedulePageSchema = z.object({
  schedules: z.array(scheduleViewSchema),
  next: z.string().nullable().describe('the cursor of the next page'),
});

export const scheduleMadeSchema = scheduleViewSchema.extend({
  webhookSecret: z.string().optional().describe('told once: keep it to verify the signature with'),
});

export const scheduleDetailSchema = scheduleViewSchema.extend({
  deliveries: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      attempts: z.int(),
      problem: z.string().nullable(),
      createdAt: time,
    }),
  ),
});
