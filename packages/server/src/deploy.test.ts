import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { httpSettings } from './command.ts';

const root = new URL('../../../', import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, root), 'utf8');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Record<string, string>;
  readonly depends_on?: object;
  readonly deploy?: { readonly replicas: number };
  readonly healthcheck: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
}
const { services, volumes }: { services: Record<string, Service>; volumes: object } = parse(
  text('compose.yaml'),
  {
    merge: true,
  },
);
const dockerfile = text('Dockerfile');
const bin = fileURLToPath(new URL('packages/scanner/bin/wssure.js', root));
const help = (command: string): string =>
  execFileSync(process.execPath, [bin, command, '--help'], { encoding: 'utf8' });

/** Every option that an argument list uses is one that the command has. */
function expectKnown([command = '', ...args]: readonly string[]): void {
  const options = args.filter((arg) => arg.startsWith('--'));
  const known = new Set(help(command).match(/--[a-z-]+/g));
  expect(options.filter((option) => !known.has(option))).toEqual([]);
}

test('compose.yaml starts a server, two workers and a PostgreSQL, each with a check of its health', () => {
  expect(Object.keys(services)).toEqual(['server', 'worker', 'database']);
  expect(services['worker']?.deploy?.replicas).toBe(2);
  expect(Object.values(services).map(({ healthcheck }) => healthcheck.test.length > 1)).toEqual([
    true,
    true,
    true,
  ]);
  const healthy = { database: { condition: 'service_healthy' } };
  expect([services['server']?.depends_on, services['worker']?.depends_on]).toEqual([healthy, healthy]);
  expect(services['server']?.ports).toEqual(['127.0.0.1:8080:8080']);
  expect(Object.keys(volumes)).toEqual(['database']);
  const secrets = ['WSSURE_KEY', 'WSSURE_TOKEN', 'POSTGRES_PASSWORD'];
  const given = Object.values(services)
    .flatMap(({ environment }) => Object.values(environment))
    .join(' ');
  for (const secret of secrets) expect(given).toContain(`\${${secret}:?}`);
});

test('what they start is what the commands take', () => {
  const [server = [], worker = []] = [services['server']?.command, services['worker']?.command];
  expectKnown(server);
  expectKnown(worker);
  const [listen, trustedProxy] = [
    server[server.indexOf('--listen') + 1],
    server[server.indexOf('--trusted-proxy') + 1],
  ];
  const options = { listen: listen ?? '', trustedProxy: [trustedProxy ?? ''] };
  expect(httpSettings(options, { WSSURE_TOKEN: 'x'.repeat(16) }).trustedProxies).toEqual(['uniquelocal']);
});

test('the image runs the command as a user of its own, with a check of its health', () => {
  const instruction = (name: string): string[] =>
    JSON.parse(new RegExp(`^${name} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]') as string[];
  expect(instruction('ENTRYPOINT')).toEqual(['node', 'node_modules/wssure/bin/wssure.js']);
  expectKnown(instruction('CMD'));
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^HEALTHCHECK /m);
});
