import type { FastifyBaseLogger } from 'fastify';
import { startEngine, type Engine } from './engine.ts';
import { buildApp } from './http/app.ts';
import type { DatabaseSettings, HttpSettings, WorkSettings } from './settings.ts';

export interface Server {
  /** Where it listens, with the port that it got. */
  readonly origin: string;
  readonly engine: Engine;
  /** Takes no more requests, lets running scans end, hands back the others, closes the database. */
  stop(): Promise<void>;
}

/** Starts HTTP, workers and database. Rejects where the address is taken, or with what `startEngine` says. */
export async function startServer(
  database: DatabaseSettings,
  http: HttpSettings,
  work: WorkSettings,
  log: FastifyBaseLogger,
): Promise<Server> {
  const engine = await startEngine(database, work, log);
  try {
    const app = await buildApp(engine, { ...http, allowPrivate: work.allowPrivate }, log);
    const origin = await app.listen({ host: http.host, port: http.port });
    return {
      origin,
      engine,
      stop: async () => {
        await app.close();
        await engine.stop();
      },
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}
