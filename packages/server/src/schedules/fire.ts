import { nextFiring } from '../input/cron.ts';
import { priorities } from '../service/service.ts';
import type { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { dueSchedules, updateSchedule } from '../store/schedules.ts';
import type { NewScan, Turns } from '../work/turns.ts';

const atOnce = 50;

/**
 * Queues a scan for each schedule whose time has come; returns how many. What was missed while no server ran is made
 * up for once. A target that is being scanned already is left to that scan.
 */
export async function fireSchedules(database: Database, turns: Turns, now: Date): Promise<number> {
  const due = await database.transaction(async (on) => {
    const rows = await dueSchedules(on, now, atOnce);
    for (const { id, cron, timezone } of rows) {
      await updateSchedule(on, id, { nextAt: nextFiring(cron, timezone, now) });
    }
    return rows;
  });
  for (const row of due) {
    const scan: NewScan = {
      id: newId(),
      target: row.target,
      host: row.host,
      options: row.options,
      credentials: row.credentials,
      previous: row.lastScan,
      schedule: row.id,
      priority: priorities.schedule,
    };
    await turns.submit(scan);
  }
  return due.length;
}
