import { and, desc, eq, inArray, lt, sql, type SQL } from 'drizzle-orm';
import type { Report } from 'wssure';
import type { ScanSummary, ScanView } from '../nouns.ts';
import type { Connection } from './database.ts';
import { reports, scans } from './schema.ts';

export type ScanRow = typeof scans.$inferSelect;

/** A page of a list, newest first. */
export interface ScanPage {
  readonly scans: readonly ScanSummary[];
  /** Where the next page starts: scans below this place; null where there are no more. */
  readonly next: number | null;
}

export interface ListQuery {
  readonly limit: number;
  readonly before?: number | undefined;
  readonly host?: string | undefined;
}

/** Everything but what only workers need: lists stay small. */
const summaryColumns = {
  seq: scans.seq,
  id: scans.id,
  target: scans.target,
  host: scans.host,
  status: scans.status,
  verdict: scans.verdict,
  summary: scans.summary,
  createdAt: scans.createdAt,
  startedAt: scans.startedAt,
  finishedAt: scans.finishedAt,
  previous: scans.previous,
  schedule: scans.schedule,
};
const viewColumns = {
  ...summaryColumns,
  version: scans.version,
  progress: scans.progress,
  error: scans.error,
};

/** Scans, newest first. */
export async function listScans(on: Connection, { limit, before, host }: ListQuery): Promise<ScanPage> {
  const conditions: (SQL | undefined)[] = [
    before === undefined ? undefined : lt(scans.seq, before),
    host === undefined ? undefined : eq(scans.host, host),
  ];
  const rows = await on.orm
    .select(summaryColumns)
    .from(scans)
    .where(and(...conditions))
    .orderBy(desc(scans.seq))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return { scans: page.map(summary), next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null };
}

/** One scan as it is now, with its report where it is done; null where there is none of this id. */
export async function findScan(on: Connection, id: string): Promise<ScanView | null> {
  const [row] = await on.orm
    .select({ ...viewColumns, report: reports.report })
    .from(scans)
    .leftJoin(reports, eq(reports.scan, scans.id))
    .where(eq(scans.id, id));
  return row ? view(row) : null;
}

/** What `findScan` finds, as JSON text: a report is large, and is handed on as it lies there. */
export async function findScanText(on: Connection, id: string): Promise<string | null> {
  const [row] = await on.orm
    .select({ ...viewColumns, report: sql<string | null>`${reports.report}::text` })
    .from(scans)
    .leftJoin(reports, eq(reports.scan, scans.id))
    .where(eq(scans.id, id));
  if (!row) return null;
  const text = JSON.stringify(view({ ...row, report: null }));
  return row.report === null ? text : `${text.slice(0, -1)},"report":${row.report}}`;
}

/** Where these scans are now, without their reports. */
export async function watchScans(on: Connection, ids: readonly string[]): Promise<readonly ScanView[]> {
  const rows = await on.orm
    .select(viewColumns)
    .from(scans)
    .where(inArray(scans.id, [...ids]));
  return rows.map((row) => view({ ...row, report: null }));
}

/** The whole row of a scan, for running it again. */
export async function scanRow(on: Connection, id: string): Promise<ScanRow | null> {
  const [row] = await on.orm.select().from(scans).where(eq(scans.id, id));
  return row ?? null;
}

/** Deletes the record of a scan that is over and that no worker holds; returns whether it did. */
export async function deleteScan(on: Connection, id: string): Promise<boolean> {
  const { rows } = await on.query(
    `DELETE FROM scans WHERE id = $1 AND status IN ('done', 'failed') AND lease IS NULL RETURNING id`,
    [id],
  );
  return rows.length > 0;
}

/** Deletes what ended more than `days` ago; returns how many. */
export async function deleteOldScans(on: Connection, days: number): Promise<number> {
  const { rows } = await on.query(
    `DELETE FROM scans WHERE lease IS NULL AND finished_at < now() - $1 * interval '1 day' RETURNING id`,
    [days],
  );
  await on.query(`DELETE FROM hosts WHERE busy IS NULL AND free_at < now() - interval '1 hour'`);
  return rows.length;
}

/** When the host's pause ends, if the last scan of this very target ended within it; null otherwise. */
export async function pauseOfTarget(on: Connection, target: string): Promise<number | null> {
  const { rows } = await on.query<{ seconds: number }>(
    `SELECT ceil(extract(epoch FROM hosts.free_at - now()))::int AS seconds
     FROM scans JOIN hosts ON hosts.host = scans.host
     WHERE scans.target = $1 AND hosts.free_at > now() AND hosts.busy IS NULL AND scans.finished_at IS NOT NULL
       AND scans.started_at IS NOT NULL AND scans.finished_at > now() - interval '1 minute'
     LIMIT 1`,
    [target],
  );
  return rows[0]?.seconds ?? null;
}

/** How many scans of a host wait. */
export async function waitingOf(on: Connection, host: string): Promise<number> {
  const [row] = await on.orm
    .select({ count: sql<number>`count(*)::int` })
    .from(scans)
    .where(and(eq(scans.host, host), eq(scans.status, 'queued')));
  return row?.count ?? 0;
}

type SummaryRow = Pick<ScanRow, Exclude<keyof typeof summaryColumns, 'seq'>>;

function summary(row: SummaryRow): ScanSummary {
  return {
    id: row.id,
    url: row.target,
    host: row.host,
    status: row.status,
    verdict: row.verdict,
    summary: row.summary,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    previous: row.previous,
    schedule: row.schedule,
  };
}

function view(
  row: SummaryRow & Pick<ScanRow, 'version' | 'progress' | 'error'> & { report: Report | null },
): ScanView {
  return {
    ...summary(row),
    version: row.version,
    // How far it had come when it was last noted says nothing of a scan that is over.
    progress: row.finishedAt === null ? row.progress : {},
    ...(row.report && { report: row.report }),
    ...(row.error && { error: row.error }),
  };
}
