import { pino } from 'pino';
import { startServer, type Server } from '../serve.ts';
import {
  defaultPace,
  type DatabaseSettings,
  type HttpSettings,
  type Pace,
  type WorkSettings,
} from '../settings.ts';

/** Everything sooner than in life, in the same proportions. */
export const quickPace: Pace = {
  ...defaultPace,
  hostPauseMs: 800,
  leaseMs: 2_000,
  pollMs: 100,
  tendMs: 250,
  drainMs: 5_000,
};

const testHttp: HttpSettings = {
  host: '127.0.0.1',
  port: 0,
  tls: null,
  trustedProxies: [],
  hostNames: [],
  tokens: [],
  scansPerMinute: 1_000,
};

const testWork: WorkSettings = {
  workers: 1,
  concurrency: 2,
  allowPrivate: true,
  key: 'a key for the tests only',
  keepDays: 0,
  pace: quickPace,
};

const silent = pino({ level: process.env['WSSURE_LOG'] ?? 'silent' });

/** A whole server on a free port of loopback. */
export function testServer(
  database: DatabaseSettings,
  http: Partial<HttpSettings> = {},
  work: Partial<WorkSettings> = {},
): Promise<Server> {
  return startServer(database, { ...testHttp, ...http }, { ...testWork, ...work }, silent);
}
