import { spawnSync } from 'node:child_process';

const inside = 'WSSURE_BENCH_NETWORK';

/**
 * Runs this very command once more in a network namespace of its own and ends with its status, so that ports 80, 443
 * and 8080 of the recipes are free. Where that is not possible (it takes root and Linux), goes on in the machine's network.
 */
export function enterOwnNetwork(): void {
  if (process.env[inside] !== undefined) return;
  const up = ['--net', 'ip', 'link', 'set', 'lo', 'up'];
  if (spawnSync('unshare', up, { stdio: 'ignore' }).status !== 0) return;
  const { status } = spawnSync(
    'unshare',
    ['--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, ...process.argv.slice(1)],
    { stdio: 'inherit', env: { ...process.env, [inside]: 'own' } },
  );
  process.exit(status ?? 1);
}
