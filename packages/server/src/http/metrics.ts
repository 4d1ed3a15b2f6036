import type { Connection } from '../store/database.ts';
import { bucketBounds } from '../store/durations.ts';

type Tally = {
  readonly verdict: string;
  readonly bucket: number;
  readonly scans: number;
  readonly seconds: number;
};

/** The Prometheus text (exposition format 0.0.4): of all processes on the database, and of this one's own resources. */
export async function metricsText(on: Connection, watchers: number): Promise<string> {
  const depth = await on.query<{ status: string; scans: number }>(
    `SELECT status, count(*)::int AS scans FROM scans WHERE status IN ('queued', 'running') GROUP BY status`,
  );
  const counted = new Map(depth.rows.map((row) => [row.status, row.scans]));
  const { rows } = await on.query<Tally>('SELECT verdict, bucket, scans::int, seconds FROM tallies');
  const { rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    ...family('wssure_scans', 'gauge', 'Scans that are not over.', [
      ['{status="queued"}', counted.get('queued') ?? 0],
      ['{status="running"}', counted.get('running') ?? 0],
    ]),
    ...byVerdict(rows),
    ...durations(rows),
    ...family('wssure_watchers', 'gauge', 'Open event streams of this process.', [['', watchers]]),
    ...family('process_resident_memory_bytes', 'gauge', 'Memory of this process.', [['', rss]]),
    ...family('process_cpu_seconds_total', 'counter', 'Processor time of this process.', [
      ['', (user + system) / 1e6],
    ]),
    '',
  ].join('\n');
}

function byVerdict(tallies: readonly Tally[]): string[] {
  const known = ['pass', 'warn', 'fail', 'error'];
  const names = new Set([...known, ...tallies.map(({ verdict }) => verdict)]);
  return family(
    'wssure_scans_ended_total',
    'counter',
    'Scans that ended, by verdict, or by why there was none.',
    [...names].map((name) => [
      `{verdict="${name}"}`,
      sum(tallies.filter(({ verdict }) => verdict === name).map(({ scans }) => scans)),
    ]),
  );
}

function durations(tallies: readonly Tally[]): string[] {
  const name = 'wssure_scan_duration_seconds';
  const upTo = (bucket: number): number =>
    sum(tallies.filter((tally) => tally.bucket <= bucket).map(({ scans }) => scans));
  const all = upTo(bucketBounds.length);
  return [
    `# HELP ${name} From the start of a scan to its end.`,
    `# TYPE ${name} histogram`,
    ...bucketBounds.map((bound, bucket) => `${name}_bucket{le="${bound}"} ${upTo(bucket)}`),
    `${name}_bucket{le="+Inf"} ${all}`,
    `${name}_sum ${sum(tallies.map(({ seconds }) => seconds))}`,
    `${name}_count ${all}`,
  ];
}

function family(
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  samples: readonly (readonly [labels: string, value: number])[],
): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
