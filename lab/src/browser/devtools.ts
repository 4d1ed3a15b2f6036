/** The DevTools protocol over the two pipes of `--remote-debugging-pipe`: messages end with a NUL. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export interface ProtocolEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly sessionId?: string;
}

interface Message extends Partial<ProtocolEvent> {
  readonly id?: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

type Pending = {
  resolve: (result: Readonly<Record<string, unknown>>) => void;
  reject: (error: Error) => void;
};

const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Whether there is a browser to start: a test that needs one skips without it. */
export const hasBrowser = existsSync(executable);

export class DevTools {
  readonly #browser: ChildProcess;
  readonly #profile = mkdtempSync(join(tmpdir(), 'wssure-browser-'));
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(event: ProtocolEvent) => void>();
  #nextId = 1;
  #buffered = '';

  /**
   * Starts Chromium, with a profile of its own.
   * @param hostRules which names lead where, as `--host-resolver-rules` takes it: `MAP * 127.0.0.1:8443`.
   * @param preferences of the profile, where they are not to be the browser's defaults.
   */
  constructor(
    hostRules = 'MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    preferences: Readonly<Record<string, unknown>> = {},
  ) {
    mkdirSync(join(this.#profile, 'Default'));
    writeFileSync(join(this.#profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    const flags = [
      '--headless=new --no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run',
      '--disable-background-networking --disable-component-update --disable-sync --mute-audio',
      '--ignore-certificate-errors --allow-running-insecure-content --remote-debugging-pipe',
    ].flatMap((line) => line.split(' '));
    const rules = `--host-resolver-rules=${hostRules}`;
    this.#browser = spawn(executable, [...flags, rules, `--user-data-dir=${this.#profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    const input = this.#browser.stdio[4] as Readable;
    input.setEncoding('utf8');
    input.on('data', (chunk: string) => this.#receive(chunk));
    this.#browser.on('exit', () => this.#fail('Chromium has exited'));
  }

  send(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
    sessionId?: string,
  ): Promise<Readonly<Record<string, unknown>>> {
    const id = this.#nextId++;
    const message = JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) });
    (this.#browser.stdio[3] as Writable).write(`${message}\0`);
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  /** Calls `listener` with every event until the function that it returns is called. */
  listen(listener: (event: ProtocolEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    const exited = new Promise((resolve) => this.#browser.once('exit', resolve));
    await this.send('Browser.close').catch(() => this.#browser.kill());
    await exited;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #receive(chunk: string): void {
    const parts = (this.#buffered + chunk).split('\0');
    this.#buffered = parts.pop() ?? '';
    for (const part of parts) this.#dispatch(JSON.parse(part) as Message);
  }

  #dispatch({ id, result, error, method, params, sessionId }: Message): void {
    if (method !== undefined) {
      const event = { method, params: params ?? {}, ...(sessionId && { sessionId }) };
      for (const listener of this.#listeners) listener(event);
      return;
    }
    const pending = this.#pending.get(id ?? 0);
    this.#pending.delete(id ?? 0);
    if (error) pending?.reject(new Error(`DevTools: ${error.message}`));
    else pending?.resolve(result ?? {});
  }

  #fail(reason: string): void {
    for (const { reject } of this.#pending.values()) reject(new Error(reason));
    this.#pending.clear();
  }
}
