import { nextFiring } from '../input/cron.ts';
import { priorities } from '../service/service.ts';
import type { Connection, Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { dueSchedules, lockDue, updateSchedule, type ScheduleRow } from '../store/schedules.ts';
import { isBeingScanned, type Turns } from '../work/turns.ts';

const atOnce = 50;

/**
 * Queues a scan for each schedule whose time has come; returns how many were due. What was missed while no server ran
 * is made up for once. A target that is being scanned already is left to that scan.
 */
export async function fireSchedules(
  database: Database,
  turns: Pick<Turns, 'enter'>,
  now: Date,
): Promise<number> {
  const due = await dueSchedules(database, now, atOnce);
  for (const schedule of due) {
    await fire(database, turns, schedule, now).catch((error: unknown) => {
      if (!isBeingScanned(error)) throw error;
      return moveOn(database, schedule, now);
    });
  }
  return due.length;
}

/** The scan and the next time together: a process that ends between them would leave one out. */
function fire(
  database: Database,
  turns: Pick<Turns, 'enter'>,
  { id }: ScheduleRow,
  now: Date,
): Promise<void> {
  return database.transaction(async (on) => {
    const row = await lockDue(on, id, now);
    if (!row) return;
    await moveOn(on, row, now);
    await turns.enter(on, {
      id: newId(),
      target: row.target,
      host: row.host,
      options: row.options,
      credentials: row.credentials,
      previous: row.lastScan,
      schedule: row.id,
      priority: priorities.schedule,
    });
  });
}

function moveOn(on: Connection, { id, cron, timezone }: ScheduleRow, now: Date): Promise<void> {
  return updateSchedule(on, id, { nextAt: nextFiring(cron, timezone, now) });
}
