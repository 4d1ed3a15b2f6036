import { NetworkError, post } from 'wssure';
import type { Job, Queue } from '../queue/queue.ts';
import type { Database } from '../store/database.ts';
import { findDelivery, updateDelivery } from '../store/schedules.ts';
import type { Seal } from '../store/seal.ts';
import { signedHeaders } from './signature.ts';

export interface DeliverParts {
  readonly database: Database;
  readonly queue: Queue;
  readonly seal: Seal | null;
  readonly allowPrivate: boolean;
}

const atOnce = 5;
const timeoutMs = 10_000;
/** As often as the queue tries (`queue.ts`), the first time included. */
const attemptsAtMost = 9;

/** Sends the webhooks whose time has come, and returns how many; one that is not taken is tried again by the queue. */
export async function deliverWebhooks(parts: DeliverParts): Promise<number> {
  const { database, queue } = parts;
  const jobs = await queue.take(database, 'webhooks', atOnce);
  await Promise.all(jobs.map((job) => deliver(parts, job)));
  return jobs.length;
}

async function deliver({ database, queue, seal, allowPrivate }: DeliverParts, job: Job): Promise<void> {
  const found = await findDelivery(database, job.data.id);
  if (!found || found.delivery.status !== 'pending' || found.schedule.webhookUrl === null) {
    await queue.complete(database, 'webhooks', job.id);
    return;
  }
  const { delivery, schedule } = found;
  const problem = await send(schedule.webhookUrl ?? '', delivery.payload, {
    id: delivery.id,
    secret: secretOf(seal, schedule.webhookSecret),
    forbidPrivate: !allowPrivate,
  });
  const attempts = delivery.attempts + 1;
  await database.transaction(async (on) => {
    if (problem === null) {
      await updateDelivery(on, delivery.id, {
        status: 'delivered',
        attempts,
        problem: null,
        deliveredAt: new Date(),
      });
      await queue.complete(on, 'webhooks', job.id);
      return;
    }
    const status = attempts >= attemptsAtMost ? 'given-up' : 'pending';
    await updateDelivery(on, delivery.id, { status, attempts, problem });
    await queue.fail(on, 'webhooks', job.id, problem);
  });
}

/** Returns null where the receiver took it (2xx), or why it did not. */
async function send(
  url: string,
  payload: object,
  { id, secret, forbidPrivate }: { id: string; secret: string | null; forbidPrivate: boolean },
): Promise<string | null> {
  if (secret === null) return 'the secret cannot be read: WSSURE_KEY is not the one that it was sealed with';
  const body = JSON.stringify(payload);
  const headers = [
    ['content-type', 'application/json'] as const,
    ...signedHeaders(secret, id, new Date(), body),
  ];
  try {
    const status = await post({ url, headers, body, timeoutMs, forbidPrivate });
    return status >= 200 && status < 300 ? null : `answered ${status}`;
  } catch (error) {
    if (error instanceof NetworkError) return error.message;
    throw error;
  }
}

function secretOf(seal: Seal | null, sealed: string | null): string | null {
  if (!seal || sealed === null) return null;
  try {
    const opened = seal.open(sealed);
    return typeof opened === 'object' && opened && 'secret' in opened ? String(opened.secret) : null;
  } catch {
    return null;
  }
}
