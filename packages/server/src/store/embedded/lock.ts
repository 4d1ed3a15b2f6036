import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Who holds the lock: enough to tell a living holder from a number that was given to another process since. */
interface Holder {
  readonly token: string;
  readonly pid: number;
  /** The process's start and the namespace of its number, where the system tells. */
  readonly started: string | null;
  readonly namespace: string | null;
}

export interface Lock {
  release(): void;
}

const beatMs = 5_000;
/** A holder of another PID namespace (a container on the same volume) cannot be looked up: its sign of life counts. */
const silentMs = 30_000;

/** Another process has the directory open. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
}

/**
 * Takes `file` for this process until `release`, or throws `LockedError`. The embedded database does not look after
 * itself: a second process would open the same directory and write. A dead holder's lock is taken over.
 */
export function takeLock(file: string, onLost: () => void, everyMs = beatMs): Lock {
  const self: Holder = { token: randomUUID(), pid: process.pid, ...identity(process.pid) };
  while (!create(file, self)) {
    const holder = read(file);
    if (holder && isAlive(holder, file)) throw heldBy(holder, file);
    takeOver(file, holder);
  }
  const beat = setInterval(() => {
    const holder = read(file);
    if (holder?.token === self.token) touch(file);
    // What cannot be read for the moment (too many open files) is not gone.
    else if (holder || !existsSync(file)) onLost();
  }, everyMs);
  beat.unref();
  return {
    release: () => {
      clearInterval(beat);
      if (read(file)?.token === self.token) rmSync(file, { force: true });
    },
  };
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // A sign of life more or less: the next one comes soon.
  }
}

function heldBy(holder: Holder, file: string): LockedError {
  return new LockedError(
    `${path.dirname(file)} is in use by another wssure (process ${holder.pid}): stop that one, or give another directory with --data`,
  );
}

function create(file: string, holder: Holder): boolean {
  // Written aside and linked: whoever sees the lock sees all of it.
  const draft = `${file}.${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead holder's lock away; where another process was faster, its new lock is put back. */
function takeOver(file: string, dead: Holder | null): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (read(aside)?.token !== dead?.token) linkSync(aside, file);
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(file: string): Holder | null {
  try {
    const holder: Holder = JSON.parse(readFileSync(file, 'utf8'));
    return holder;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder, file: string): boolean {
  const own = identity(process.pid);
  if (own.namespace !== holder.namespace) return Date.now() - statSync(file).mtimeMs < silentMs;
  const { started } = identity(holder.pid);
  if (started !== null || holder.started !== null) return started === holder.started;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** From proc(5): `starttime` is the 22nd field of `stat`, counted behind the name, which may hold anything. */
function identity(pid: number): Pick<Holder, 'started' | 'namespace'> {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').replace(/^.*\)/s, '').trim().split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    // A process that has ended and was not waited for holds nothing.
    const over = fields[0] === 'Z' || fields[0] === 'X';
    return {
      started: over ? 'ended' : `${boot}:${fields[19]}`,
      namespace: readlinkSync('/proc/self/ns/pid'),
    };
  } catch {
    return { started: null, namespace: null };
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
