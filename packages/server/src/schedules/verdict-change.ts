import type { Verdict } from 'wssure';
import type { WebhookPayload } from '../nouns.ts';
import type { Queue } from '../queue/queue.ts';
import type { Connection } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { findSchedule, insertDelivery, updateSchedule } from '../store/schedules.ts';
import type { ScanRow } from '../work/turns.ts';

/** After a schedule's scan: notes its verdict, and queues a webhook where it is another than the one before. */
export async function noteVerdict(
  on: Connection,
  queue: Queue,
  scan: ScanRow,
  verdict: Verdict,
): Promise<void> {
  const schedule = scan.schedule === null ? null : await findSchedule(on, scan.schedule);
  if (!schedule) return;
  await updateSchedule(on, schedule.id, { lastScan: scan.id, lastVerdict: verdict });
  const before = schedule.lastVerdict;
  if (schedule.webhookUrl === null || before === null || before === verdict) return;
  const payload: WebhookPayload = {
    type: 'scan.verdict-changed',
    timestamp: new Date().toISOString(),
    data: { schedule: schedule.id, scan: scan.id, url: scan.target, verdict, previousVerdict: before },
  };
  const id = newId();
  await insertDelivery(on, { id, schedule: schedule.id, payload });
  await queue.send(on, 'webhooks', id);
}
