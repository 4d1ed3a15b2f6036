import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../service/problem.ts';

/** How often a client may ask for what costs something, by API and pages together. */
export interface Limits {
  /** Throws `Problem` (429) past the limit. */
  readonly newScan: (request: FastifyRequest) => Promise<void>;
  readonly newSchedule: (request: FastifyRequest) => Promise<void>;
  /** Tokens are not to be guessed. */
  readonly login: (request: FastifyRequest) => Promise<void>;
}

const timeWindow = '1 minute';
const schedulesPerMinute = 60;
const loginsPerMinute = 10;

/** Needs the plugin for rate limits. Each process counts for itself. */
export function limitsOf(app: FastifyInstance, scansPerMinute: number): Limits {
  return {
    newScan: limit(app, scansPerMinute, 'new scans'),
    newSchedule: limit(app, schedulesPerMinute, 'new schedules'),
    login: limit(app, loginsPerMinute, 'attempts to log in'),
  };
}

function limit(app: FastifyInstance, max: number, what: string): (request: FastifyRequest) => Promise<void> {
  const check = app.createRateLimit({ max, timeWindow, keyGenerator: ({ ip }) => clientOf(ip) });
  return async (request) => {
    const state = await check(request);
    if (state.isAllowed || !state.isExceeded) return;
    const seconds = Math.max(1, state.ttlInSeconds);
    throw new Problem(429, 'rate-limit', [`more than ${max} ${what} a minute: ask again in ${seconds} s`], {
      retryAfter: seconds,
    });
  };
}

/** Whom an address stands for: of IPv6 the first 64 bits, all of which one client has (RFC 6177). */
export function clientOf(ip: string): string {
  if (isIP(ip) !== 6) return ip;
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(ip) ?? [];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = ip.replace(/%.*$/, '').split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
