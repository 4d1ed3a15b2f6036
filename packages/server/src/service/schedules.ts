import { randomBytes } from 'node:crypto';
import { nextFiring } from '../input/cron.ts';
import { separate } from '../input/scan.ts';
import type { ScheduleInput } from '../input/schedule.ts';
import { hostOf } from '../input/url.ts';
import type { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import type { ListQuery } from '../store/scans.ts';
import {
  countSchedules,
  deleteSchedule,
  findSchedule,
  insertSchedule,
  listSchedules,
  recentDeliveries,
  type ScheduleRow,
} from '../store/schedules.ts';
import { notFound, Problem } from './problem.ts';
import type { Service } from './service.ts';

const schedulesAtMost = 10_000;
const deliveriesShown = 10;

/** A schedule as the API shows it; of its secrets only whether there are any. */
export interface ScheduleView {
  readonly id: string;
  readonly url: string;
  readonly cron: string;
  readonly timezone: string;
  readonly options: Record<string, unknown>;
  readonly webhook: { readonly url: string } | null;
  readonly nextAt: string;
  readonly lastScan: string | null;
  readonly lastVerdict: string | null;
  readonly createdAt: string;
}

export interface DeliveryView {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly problem: string | null;
  readonly createdAt: string;
}

/** Scans by the clock. Throws `Problem` for what is refused. */
export class Schedules {
  readonly #database: Database;
  readonly #service: Service;

  constructor(database: Database, service: Service) {
    this.#database = database;
    this.#service = service;
  }

  /** Stores a schedule; the webhook's secret is told here once, and never again. */
  async create(input: ScheduleInput): Promise<ScheduleView & { readonly webhookSecret?: string }> {
    const { url, cron, timezone, options, webhook } = input;
    if ((await countSchedules(this.#database)) >= schedulesAtMost) {
      throw new Problem(409, 'too-many', [`there are ${schedulesAtMost} schedules already: delete some`]);
    }
    const { settings, credentials } = separate(options);
    const secret = webhook && (webhook.secret ?? `whsec_${randomBytes(24).toString('base64')}`);
    const row = await insertSchedule(this.#database, {
      id: newId(),
      target: url,
      host: hostOf(url),
      cron,
      timezone,
      options: settings,
      credentials: this.#service.keep(credentials),
      webhookUrl: webhook?.url ?? null,
      webhookSecret: this.#service.keep(secret ? { secret } : null),
      nextAt: nextFiring(cron, timezone, new Date()),
    });
    return { ...view(row), ...(secret && { webhookSecret: secret }) };
  }

  /** A page of the list, newest first, and where the next one starts. */
  async list(
    query: Pick<ListQuery, 'limit' | 'before'>,
  ): Promise<{ readonly schedules: readonly ScheduleView[]; readonly next: number | null }> {
    const { rows, next } = await listSchedules(this.#database, query);
    return { schedules: rows.map(view), next };
  }

  async find(id: string): Promise<ScheduleView & { readonly deliveries: readonly DeliveryView[] }> {
    const row = await findSchedule(this.#database, id);
    if (!row) throw notFound('schedule');
    const deliveries = await recentDeliveries(this.#database, id, deliveriesShown);
    return {
      ...view(row),
      deliveries: deliveries.map(({ id, status, attempts, problem, createdAt }) => ({
        id,
        status,
        attempts,
        problem,
        createdAt: createdAt.toISOString(),
      })),
    };
  }

  async remove(id: string): Promise<void> {
    if (!(await deleteSchedule(this.#database, id))) throw notFound('schedule');
  }
}

function view(row: ScheduleRow): ScheduleView {
  return {
    id: row.id,
    url: row.target,
    cron: row.cron,
    timezone: row.timezone,
    options: { ...row.options },
    webhook: row.webhookUrl === null ? null : { url: row.webhookUrl },
    nextAt: row.nextAt.toISOString(),
    lastScan: row.lastScan,
    lastVerdict: row.lastVerdict,
    createdAt: row.createdAt.toISOString(),
  };
}
