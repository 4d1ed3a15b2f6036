import { and, asc, desc, eq, lt, lte } from 'drizzle-orm';
import type { Connection } from './database.ts';
import type { ListQuery } from './scans.ts';
import { deliveries, schedules } from './schema.ts';

export type ScheduleRow = typeof schedules.$inferSelect;
export type DeliveryRow = typeof deliveries.$inferSelect;

export async function insertSchedule(
  on: Connection,
  row: typeof schedules.$inferInsert,
): Promise<ScheduleRow> {
  const [made] = await on.orm.insert(schedules).values(row).returning();
  if (!made) throw new Error('the schedule was not stored');
  return made;
}

/** A page of schedules, newest first, and where the next one starts; null where there are no more. */
export async function listSchedules(
  on: Connection,
  { limit, before }: Pick<ListQuery, 'limit' | 'before'>,
): Promise<{ readonly rows: readonly ScheduleRow[]; readonly next: number | null }> {
  const found = await on.orm
    .select()
    .from(schedules)
    .where(before === undefined ? undefined : lt(schedules.seq, before))
    .orderBy(desc(schedules.seq))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null };
}

export function countSchedules(on: Connection): Promise<number> {
  return on.orm.$count(schedules);
}

export async function findSchedule(on: Connection, id: string): Promise<ScheduleRow | null> {
  const [row] = await on.orm.select().from(schedules).where(eq(schedules.id, id));
  return row ?? null;
}

export async function deleteSchedule(on: Connection, id: string): Promise<boolean> {
  const rows = await on.orm.delete(schedules).where(eq(schedules.id, id)).returning({ id: schedules.id });
  return rows.length > 0;
}

/** Schedules whose time has come, the longest due first. */
export function dueSchedules(on: Connection, now: Date, limit: number): Promise<ScheduleRow[]> {
  return on.orm
    .select()
    .from(schedules)
    .where(lte(schedules.nextAt, now))
    .orderBy(asc(schedules.nextAt))
    .limit(limit);
}

/** Locks a schedule whose time has come; null where that is no longer so, or another process is at it. */
export async function lockDue(on: Connection, id: string, now: Date): Promise<ScheduleRow | null> {
  const [row] = await on.orm
    .select()
    .from(schedules)
    .where(and(eq(schedules.id, id), lte(schedules.nextAt, now)))
    .for('update', { skipLocked: true });
  return row ?? null;
}

export async function updateSchedule(
  on: Connection,
  id: string,
  change: Partial<Pick<ScheduleRow, 'nextAt' | 'lastScan' | 'lastVerdict'>>,
): Promise<void> {
  await on.orm.update(schedules).set(change).where(eq(schedules.id, id));
}

export async function insertDelivery(on: Connection, row: typeof deliveries.$inferInsert): Promise<void> {
  await on.orm.insert(deliveries).values(row);
}

/** A delivery with the schedule that it belongs to; null where that was deleted meanwhile. */
export async function findDelivery(
  on: Connection,
  id: string,
): Promise<{ readonly delivery: DeliveryRow; readonly schedule: ScheduleRow } | null> {
  const [row] = await on.orm
    .select({ delivery: deliveries, schedule: schedules })
    .from(deliveries)
    .innerJoin(schedules, eq(schedules.id, deliveries.schedule))
    .where(eq(deliveries.id, id));
  return row ?? null;
}

export async function updateDelivery(
  on: Connection,
  id: string,
  change: Partial<Pick<DeliveryRow, 'status' | 'attempts' | 'problem' | 'deliveredAt'>>,
): Promise<void> {
  await on.orm
    .update(deliveries)
    .set(change)
    .where(and(eq(deliveries.id, id), eq(deliveries.status, 'pending')));
}

/** What became of a schedule's newest deliveries. */
export function recentDeliveries(on: Connection, schedule: string, limit: number): Promise<DeliveryRow[]> {
  return on.orm
    .select()
    .from(deliveries)
    .where(eq(deliveries.schedule, schedule))
    .orderBy(desc(deliveries.createdAt))
    .limit(limit);
}
