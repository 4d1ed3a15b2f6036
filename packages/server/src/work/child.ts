import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import type { FromChild, ToChild, WorkOptions } from './messages.ts';

export interface ChildEvents {
  readonly message: (message: Exclude<FromChild, { kind: 'ready' }>) => void;
  /** The child is gone; these were with it. `blamed` where it ended by itself, not by a signal from outside. */
  readonly gone: (leases: readonly string[], blamed: boolean) => void;
}

/** What a scan can need of memory: what it may read (`Limits.totalBytes`), decoded to UTF-16, and the analysis beside it. */
const heapMegabytes = 1_024;
const stopPatienceMs = 10_000;
/** Nothing of these is needed to scan: what a hostile page could get at must not hold them. */
const secrets = ['DATABASE_URL', 'WSSURE_TOKEN', 'WSSURE_KEY', 'PGPASSWORD'];

/** One worker child process. A new one is made when it is gone. */
export class Child {
  readonly #process: ChildProcess;
  readonly #running = new Set<string>();
  readonly #events: ChildEvents;

  constructor(events: ChildEvents) {
    this.#events = events;
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !secrets.includes(name)));
    this.#process = fork(createRequire(import.meta.url).resolve('#scan-process'), [], {
      env,
      execArgv: [`--max-old-space-size=${heapMegabytes}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#process.on('message', (message: FromChild) => this.#heard(message));
    this.#process.once('exit', (_code, signal) => this.#gone(signal));
    // A child that could not be started, or a message that found it gone: `exit` tells of both.
    this.#process.on('error', () => undefined);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get busy(): number {
    return this.#running.size;
  }

  run(lease: string, target: string, options: WorkOptions): void {
    this.#running.add(lease);
    this.#tell({ kind: 'scan', lease, target, options });
  }

  has(lease: string): boolean {
    return this.#running.has(lease);
  }

  /** Asks for the end of a scan; a child that does not hear is killed, with all that it runs. */
  stop(lease: string): void {
    this.#tell({ kind: 'stop', lease });
    setTimeout(() => {
      if (this.#running.has(lease)) this.kill();
    }, stopPatienceMs).unref();
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #tell(message: ToChild): void {
    // With a listener for the failure: a child may die at any moment, and its `exit` says what becomes of the scan.
    this.#process.send(message, () => undefined);
  }

  #heard(message: FromChild): void {
    if (message.kind === 'ready') return;
    if (message.kind !== 'progress') this.#running.delete(message.lease);
    this.#events.message(message);
  }

  #gone(signal: NodeJS.Signals | null): void {
    const leases = [...this.#running];
    this.#running.clear();
    this.#events.gone(leases, signal === null || signal === 'SIGABRT' || signal === 'SIGSEGV');
  }
}
