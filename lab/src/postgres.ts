import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:net';
import { Client } from 'pg';

export interface TestPostgres {
  /** A new, empty database; its URL. */
  createDatabase(): Promise<string>;
  /** Ends the server as an administrator would, or (`immediate`) as a crash does, and starts it again. */
  restart(downMs: number): Promise<void>;
  stop(): Promise<void>;
}

const versions = '/usr/lib/postgresql';

/** Whether there is a PostgreSQL to test with; where the gate has installed one, it must be found. */
export function hasPostgres(): boolean {
  return (
    process.env['DATABASE_URL'] !== undefined ||
    existsSync(versions) ||
    process.env['WSSURE_REQUIRE_LAB'] === '1'
  );
}

/** Debian's PostgreSQL in a temporary directory, as user postgres where root asks; or the server of `DATABASE_URL`. */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env['DATABASE_URL'];
  return given === undefined ? startOwn() : serverAt(given, { restart: refuse, stop: async () => {} });
}

async function startOwn(): Promise<TestPostgres> {
  const [version] = readdirSync(versions).toSorted((a, b) => Number(b) - Number(a));
  const bin = path.join(versions, version ?? '', 'bin');
  const folder = mkdtempSync(path.join(tmpdir(), 'wssure-postgres-'));
  const user = postgresUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const options = { cwd: folder, ...user, stdio: 'ignore' } as const;
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'wssure', '--no-sync'], options);
  const port = await freePort();
  const start = () =>
    spawn(
      path.join(bin, 'postgres'),
      ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F', '-c', 'max_connections=200'],
      options,
    );
  let server = start();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await gone;
  };
  const url = `postgresql://wssure@127.0.0.1:${port}/postgres`;
  await answering(url);
  return serverAt(url, {
    restart: async (downMs) => {
      await end('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, downMs));
      server = start();
      await answering(url);
    },
    stop: async () => {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

function serverAt(url: string, control: Pick<TestPostgres, 'restart' | 'stop'>): TestPostgres {
  const made: string[] = [];
  const run = async (statement: string): Promise<void> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  return {
    ...control,
    createDatabase: async () => {
      const name = `wssure_test_${process.pid}_${Date.now()}_${made.length}`;
      await run(`CREATE DATABASE ${name}`);
      made.push(name);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return own.href;
    },
    stop: async () => {
      for (const name of made) await run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await control.stop();
    },
  };
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** initdb refuses root. */
function postgresUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function refuse(): Promise<void> {
  throw new Error('the server of DATABASE_URL is not ours to restart');
}
