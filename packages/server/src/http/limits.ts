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
  const check = app.createRateLimit({ max, timeWindow });
  return async (request) => {
    const state = await check(request);
    if (state.isAllowed || !state.isExceeded) return;
    const seconds = Math.max(1, state.ttlInSeconds);
    throw new Problem(429, 'rate-limit', [`more than ${max} ${what} a minute: ask again in ${seconds} s`], {
      retryAfter: seconds,
    });
  };
}
