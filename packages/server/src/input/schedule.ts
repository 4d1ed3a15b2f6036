import { z } from 'zod';
import { isTimezone, nextFiring } from './cron.ts';
import { optionsSchema, urlSchema } from './scan.ts';
import type { UrlRules } from './url.ts';

/** The body of `POST /api/v1/schedules`. */
export function scheduleSchema(rules: UrlRules) {
  return z.strictObject({
    url: urlSchema(rules),
    cron: z
      .string()
      .max(100)
      .superRefine((cron, context) => {
        const message = cronProblem(cron);
        if (message !== null) context.addIssue({ code: 'custom', message });
      })
      .describe('five fields: minute hour day month weekday'),
    timezone: z.string().max(100).refine(isTimezone, 'not a time zone like Europe/Berlin').default('UTC'),
    options: optionsSchema.default({}),
    webhook: z
      .strictObject({
        url: urlSchema(rules).describe('is posted to when the verdict is another than the one before'),
        secret: z
          .string()
          .regex(/^whsec_[A-Za-z0-9+/=]{24,100}$/, 'not whsec_ and base64 of 24 bytes or more')
          .optional()
          .describe('signs the webhook; made here where none is given'),
      })
      .optional(),
  });
}

export type ScheduleInput = z.output<ReturnType<typeof scheduleSchema>>;

/** What is wrong with a cron expression, by any zone's clock; null where it fires. */
function cronProblem(cron: string): string | null {
  try {
    nextFiring(cron, 'UTC', new Date());
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
