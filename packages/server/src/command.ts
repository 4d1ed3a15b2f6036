import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { makeLog } from './log.ts';
import { defaultPace, type DatabaseSettings, type HttpSettings, type WorkSettings } from './settings.ts';
import { sqlState } from './store/database.ts';
import { LockedError } from './store/embedded/lock.ts';
import { startEngine } from './engine.ts';
import { startServer } from './serve.ts';

/** The options of `wssure serve`, as the command line gives them. */
export interface ServeOptions extends WorkOptions {
  readonly listen?: string;
  readonly data?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly trustedProxy?: readonly string[];
  readonly hostName?: readonly string[];
}

/** The options of `wssure worker`. */
export interface WorkOptions {
  readonly workers?: number;
  readonly concurrency?: number;
  readonly keep?: number;
}

export interface CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One line for whoever started it. */
  readonly say: (line: string) => void;
}

/** What cannot be started as asked: one line. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

const defaults = { listen: '127.0.0.1:8080', workers: 2, concurrency: 2, keepDays: 90, scansPerMinute: 60 };
const tokenCharacters = 16;
const keyCharacters = 16;

/** `wssure serve`: runs until SIGTERM or SIGINT. Throws a one-line error for what cannot be started. */
export async function serve(options: ServeOptions, { env, say }: CommandIo): Promise<void> {
  const http = httpSettings(options, env);
  const log = makeLog(env['WSSURE_LOG'] ?? 'info');
  const database = databaseSettings(options, env);
  const server = await startServer(database, http, workSettings(options, env), log).catch(startFailure);
  say(`listening on ${server.origin} (stop with Ctrl-C)`);
  await stopped(() => server.stop(), say);
}

/** `wssure worker`: one more worker on the PostgreSQL of `DATABASE_URL`, until SIGTERM or SIGINT. */
export async function work(options: WorkOptions, { env, say }: CommandIo): Promise<void> {
  const database = databaseSettings({}, env);
  if (database.url === null) {
    throw new StartError(
      'a worker shares a PostgreSQL: set DATABASE_URL (with the embedded database "wssure serve --workers n" has more of them)',
    );
  }
  const log = makeLog(env['WSSURE_LOG'] ?? 'info');
  const engine = await startEngine(database, workSettings({ workers: 1, ...options }, env), log).catch(
    startFailure,
  );
  say('working (stop with Ctrl-C)');
  await stopped(() => engine.stop(), say);
}

const systemWords: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the address is in use: stop what listens there, or give another with --listen',
  EADDRNOTAVAIL: 'this machine has no such address: give another with --listen',
  EACCES: 'that is not allowed for this user',
  ENOSPC: 'the disk is full',
  ENOTDIR: '--data is not a directory that can be written',
  EEXIST: '--data is not a directory that can be written',
  EROFS: '--data is not a directory that can be written',
  ECONNREFUSED: 'the PostgreSQL of DATABASE_URL cannot be reached',
  ENOTFOUND: 'the PostgreSQL of DATABASE_URL cannot be found',
};

/** What the system or the database says, with what to do about it. */
function startFailure(error: unknown): never {
  if (!(error instanceof Error)) throw error;
  if (error instanceof LockedError) throw new StartError(error.message, { cause: error });
  const state = sqlState(error);
  if (state === null) throw error;
  const words = systemWords[state];
  if (words === undefined && !/^(08|28|3D|42501|53|57)/.test(state)) throw error;
  throw new StartError(`cannot start: ${words ?? 'the database refused'} (${error.message || state})`, {
    cause: error,
  });
}

/** Resolves when a signal came and everything was put away; a second one ends the process at once. */
function stopped(stop: () => Promise<void>, say: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false;
    const onSignal = (): void => {
      if (stopping) process.exit(1);
      stopping = true;
      say('stopping: running scans have a moment to end');
      stop().then(resolve, reject);
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}

function databaseSettings({ data }: Pick<ServeOptions, 'data'>, env: CommandIo['env']): DatabaseSettings {
  const home = env['XDG_DATA_HOME'] || path.join(homedir(), '.local', 'share');
  const url = env['DATABASE_URL'] || null;
  if (url !== null && !/^postgres(ql)?:\/\//.test(url)) {
    throw new StartError('DATABASE_URL is not a URL like postgresql://user:password@host/database');
  }
  return { url, data: path.resolve(data ?? path.join(home, 'wssure')) };
}

function workSettings({ workers, concurrency, keep }: WorkOptions, env: CommandIo['env']): WorkSettings {
  const key = env['WSSURE_KEY'] || null;
  if (key !== null && key.length < keyCharacters) {
    throw new StartError(`WSSURE_KEY is too short: give ${keyCharacters} random characters or more`);
  }
  return {
    workers: workers ?? defaults.workers,
    concurrency: concurrency ?? defaults.concurrency,
    keepDays: keep ?? defaults.keepDays,
    allowPrivate: env['WSSURE_ALLOW_PRIVATE'] === '1',
    key,
    pace: defaultPace,
  };
}

/** Throws `StartError` for an address that is not loopback without token and TLS. */
export function httpSettings(options: ServeOptions, env: CommandIo['env']): HttpSettings {
  const { host, port } = listenAddress(options.listen ?? defaults.listen);
  const tokens = (env['WSSURE_TOKEN'] ?? '').split(/[\s,]+/).filter((token) => token !== '');
  const trustedProxies = options.trustedProxy ?? [];
  const tls = tlsSettings(options);
  if (tokens.some(({ length }) => length < tokenCharacters)) {
    throw new StartError(`WSSURE_TOKEN is too short: give ${tokenCharacters} random characters or more`);
  }
  if (!isLoopback(host)) {
    if (tokens.length === 0) {
      throw new StartError(
        `--listen ${host} can be reached from outside: set WSSURE_TOKEN, without which nobody could be told from anybody`,
      );
    }
    if (!tls && trustedProxies.length === 0) {
      throw new StartError(
        `--listen ${host} can be reached from outside: give --tls-cert and --tls-key, or --trusted-proxy with the address of the proxy that speaks TLS`,
      );
    }
  }
  const wildcard = host === '0.0.0.0' || host === '::';
  return {
    host,
    port,
    tls,
    trustedProxies,
    hostNames: [...(options.hostName ?? []), ...(wildcard ? [] : [host.includes(':') ? `[${host}]` : host])],
    tokens,
    scansPerMinute: defaults.scansPerMinute,
  };
}

function listenAddress(text: string): { host: string; port: number } {
  const match = /^(?:\[([0-9a-f:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  if (!match || port > 65_535) {
    throw new StartError(
      `--listen ${JSON.stringify(text)} is not host:port, like 127.0.0.1:8080 or [::1]:8080`,
    );
  }
  return { host: (match[1] ?? match[2] ?? '').toLowerCase(), port };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function tlsSettings({ tlsCert, tlsKey }: ServeOptions): HttpSettings['tls'] {
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new StartError('--tls-cert and --tls-key go together: give both');
  }
  return { cert: pem('--tls-cert', tlsCert), key: pem('--tls-key', tlsKey) };
}

function pem(option: string, file: string): string {
  if (!existsSync(file)) throw new StartError(`${option} ${file}: there is no such file`);
  const text = readFileSync(file, 'utf8');
  if (!text.includes('-----BEGIN ')) throw new StartError(`${option} ${file}: not a PEM file`);
  return text;
}
