import { afterAll, describe, expect, test } from 'vitest';
import { spawnSync } from 'node:child_process';
import { Lab } from './app.ts';
import { judgeApp } from './judge.ts';
import { labApps, type LabApp } from './truth.ts';

/** Servers of the lab that need nothing from npm, with what must be installed for them. */
const needs: Readonly<Record<string, readonly string[]>> = {
  websocketd: ['websocketd', '--version'],
  'websocketd-sameorigin': ['websocketd', '--version'],
  goaccess: ['goaccess', '--version'],
  'goaccess-origin': ['goaccess', '--version'],
  tornado: ['/usr/bin/python3', '-c', 'import tornado'],
};

function isInstalled({ name }: LabApp): boolean {
  const [command = '', ...args] = needs[name] ?? [];
  return command !== '' && spawnSync(command, args).status === 0;
}

const known = labApps().filter(({ name }) => Object.hasOwn(needs, name));
const apps = known.filter(isInstalled);

test.runIf(process.env['WSSURE_REQUIRE_LAB'] && known.length > 0)(
  'every server of the gate is installed',
  () => {
    expect(apps.map(({ name }) => name)).toEqual(known.map(({ name }) => name));
  },
);

describe.skipIf(apps.length === 0)('a real server is judged as it was measured', () => {
  const lab = new Lab();
  afterAll(() => lab.close());

  test.concurrent.each(
    apps.map((app, index) => ({ app, port: 24_500 + (process.pid % 500) * 10 + index * 2 })),
  )('$app.name', async ({ app, port }) => {
    await lab.start(app, port);
    const policies = [];
    for (const endpoint of app.endpoints) policies.push((await judgeApp(app, endpoint, port)).originPolicy);
    expect(policies).toEqual(app.endpoints.map(({ policy }) => policy));
  });
});
