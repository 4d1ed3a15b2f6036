import { spawn, type ChildProcess, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { labSource, type LabApp } from './truth.ts';

/** Servers that run another's code with another option. */
const siblings: Readonly<Record<string, string>> = {
  'jupyter-notebook-notoken': 'jupyter-notebook',
  'nginx-tls-nohost': 'tornado',
  'nginx-tls-tornado': 'tornado',
  'primus-origins': 'primus',
  'socketio2-origins': 'socketio2',
  'socketio4-allowRequest': 'socketio4',
  'socketio4-cors': 'socketio4',
};

/** Some scripts make what is to be asked for only some seconds after the server has started (`(sleep 4; curl …) &`), ms. */
function preparationMs(script: string): number {
  return 1_000 * Number(/\(sleep (\d+);/.exec(readFileSync(script, 'utf8'))?.[1] ?? 0);
}

/** A copy of the lab's servers in a temporary folder. */
export class Lab {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'wssure-lab-'));
  readonly #started: ChildProcess[] = [];

  constructor() {
    cpSync(path.join(labSource, 'apps'), this.folder, { recursive: true });
    for (const app of readdirSync(this.folder)) addDocumentRoot(path.join(this.folder, app));
    spawnSync('bash', [path.join(this.folder, '_h', 'cert.sh')]);
  }

  /** Installs what a server needs from npm, in the versions that were measured. Returns npm's complaint, or null. */
  install({ name, source, install }: LabApp): string | null {
    const folder = path.join(this.folder, siblings[name] ?? name);
    if (source !== 'npm' || existsSync(path.join(folder, 'node_modules'))) return null;
    const packages = install.split(' ').filter((word) => word.includes('@'));
    const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel', 'error', ...packages], {
      cwd: folder,
    });
    return npm.status === 0 ? null : (npm.stderr.toString('utf8').trim().split('\n')[0] ?? 'npm failed');
  }

  /**
   * Starts a server, waits until all its ports answer, and returns how to stop it. Throws where they do not within
   * half a minute.
   */
  async start(app: LabApp, port: number): Promise<() => void> {
    const script = path.join(this.folder, app.name, 'start.sh');
    const child = spawn('bash', [script, String(port)], {
      env: { ...process.env, LAB: this.folder },
      stdio: 'ignore',
      detached: true,
    });
    this.#started.push(child);
    const ports = new Set([port, ...app.endpoints.map((endpoint) => port + endpoint.port_offset)]);
    const deadline = Date.now() + 30_000;
    for (const wanted of ports) {
      while (!(await answers(wanted))) {
        if (Date.now() > deadline || child.exitCode !== null) throw new Error(`${app.name} did not start`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await new Promise((resolve) =>
      setTimeout(
        resolve,
        500 + preparationMs(path.join(this.folder, siblings[app.name] ?? app.name, 'start.sh')),
      ),
    );
    return () => stop(child);
  }

  /** Stops what was started, with its children, and removes the copy. */
  close(): void {
    for (const child of this.#started) stop(child);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Stops a server with its children. */
function stop({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid);
  } catch {
    // It had ended by itself.
  }
}

/** The folder that some servers are told to serve, and do not start without. */
function addDocumentRoot(folder: string): void {
  mkdirSync(path.join(folder, 'www'), { recursive: true });
  writeFileSync(path.join(folder, 'www', 'index.html'), '<!doctype html><title>lab</title>');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
