import { spawn, spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  existsSync,
  utimesSync,
  writeFileSync,
  readdirSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LockedError, takeLock } from './lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'wssure-lock-'));
  file = path.join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const take = () => takeLock(file, () => undefined);
const holder = (): Record<string, unknown> => JSON.parse(readFileSync(file, 'utf8'));

test('one holder at a time, told who it is', () => {
  const lock = take();
  expect(take).toThrow(
    new LockedError(
      `${folder} is in use by another wssure (process ${process.pid}): stop that one, or give another directory with --data`,
    ),
  );
  lock.release();
  expect(existsSync(file)).toBe(false);
  take().release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a holder that lives in another process is believed, a dead one is not', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const own = take();
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'latin1').replace(/^.*\)/s, '').trim().split(' ');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  const living = { ...holder(), token: 'other', pid: child.pid, started: `${boot}:${stat[19]}` };
  own.release();
  writeFileSync(file, JSON.stringify(living));
  expect(take).toThrow(LockedError);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  const lock = take();
  expect(holder()['pid']).toBe(process.pid);
  lock.release();
});

test('a number that another process got since is not the holder', () => {
  const own = take();
  const reused = { ...holder(), token: 'other', started: 'an earlier boot:1' };
  own.release();
  writeFileSync(file, JSON.stringify(reused));
  const lock = take();
  expect(holder()['pid']).toBe(process.pid);
  lock.release();
});

test('a holder in another container counts by its sign of life', () => {
  const own = take();
  const elsewhere = { ...holder(), token: 'other', namespace: 'pid:[1]' };
  own.release();
  writeFileSync(file, JSON.stringify(elsewhere));
  expect(take).toThrow(LockedError);
  const before = new Date(Date.now() - 31_000);
  utimesSync(file, before, before);
  take().release();
});

test('of many processes that start at once after a crash, one gets it', () => {
  writeFileSync(file, 'broken off in the middle of wri');
  const module = new URL('./lock.ts', import.meta.url).pathname;
  const script = `import { takeLock } from ${JSON.stringify(module.replace('/src/', '/dist/').replace(/\.ts$/, '.js'))};
    try { takeLock(${JSON.stringify(file)}, () => {}); process.stdout.write('got'); setTimeout(() => {}, 3000); }
    catch (error) { process.stdout.write(error.name); process.exit(); }`;
  const starter = `for i in 1 2 3 4 5 6; do "${process.execPath}" --input-type=module -e '${script.replaceAll("'", `'\\''`)}' > "${folder}/out$i" & done; wait`;
  spawnSync('bash', ['-c', starter]);
  const outcomes = [1, 2, 3, 4, 5, 6]
    .map((i) => readFileSync(path.join(folder, `out${i}`), 'utf8'))
    .toSorted();
  expect(outcomes).toEqual([...Array.from({ length: 5 }, () => 'LockedError'), 'got']);
});

test('whoever loses the lock is told', async () => {
  let lost = 0;
  const lock = takeLock(file, () => (lost += 1), 20);
  rmSync(file);
  await expect.poll(() => lost).toBeGreaterThan(0);
  lock.release();
});
