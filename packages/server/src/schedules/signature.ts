import { createHmac } from 'node:crypto';

/**
 * The headers of a webhook by the Standard Webhooks specification (version 1): HMAC-SHA256 over id, time and body, with
 * the bytes that stand in base64 behind `whsec_`. The receiver refuses what is older than some minutes.
 */
export function signedHeaders(
  secret: string,
  id: string,
  at: Date,
  body: string,
): readonly (readonly [string, string])[] {
  const seconds = Math.floor(at.getTime() / 1000);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return [
    ['webhook-id', id],
    ['webhook-timestamp', String(seconds)],
    ['webhook-signature', `v1,${signature}`],
  ];
}
