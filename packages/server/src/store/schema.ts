/** The tables as `migrations/` makes them, the same in the embedded database and in PostgreSQL. */
import { bigint, doublePrecision, integer, json, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Report, Verdict } from 'wssure';
import type { ScanFailure, ScanProgress, ScanSettings, ScanStatus, WebhookPayload } from '../nouns.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const scans = pgTable('scans', {
  /** The order of lists and of their cursors. */
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
  id: text('id').primaryKey(),
  target: text('target').notNull(),
  host: text('host').notNull(),
  options: json('options').$type<ScanSettings>().notNull(),
  /** Sealed (`seal.ts`). */
  credentials: text('credentials'),
  previous: text('previous'),
  schedule: text('schedule'),
  priority: integer('priority').notNull(),
  status: text('status').$type<ScanStatus>().notNull(),
  /** Counts what watchers are told of. */
  version: integer('version').notNull().default(1),
  progress: json('progress').$type<ScanProgress>().notNull().default({}),
  verdict: text('verdict').$type<Verdict>(),
  /** What its report counts. */
  summary: json('summary').$type<Report['summary']>(),
  error: json('error').$type<ScanFailure>(),
  attempts: integer('attempts').notNull().default(0),
  /** Attempts that ended the worker child by its own fault. */
  crashes: integer('crashes').notNull().default(0),
  /** Its job in the queue, once it is its host's turn. */
  job: uuid('job'),
  /** Who runs it: a new secret for each attempt, so that a worker that was thought dead cannot end it as well. */
  lease: text('lease'),
  leasedUntil: time('leased_until'),
  createdAt: time('created_at').notNull().defaultNow(),
  startedAt: time('started_at'),
  finishedAt: time('finished_at'),
});

export const reports = pgTable('reports', {
  scan: text('scan').primaryKey(),
  report: json('report').$type<Report>().notNull(),
});

export const hosts = pgTable('hosts', {
  host: text('host').primaryKey(),
  /** The scan whose turn it is. */
  busy: text('busy'),
  /** No scan starts before. */
  freeAt: time('free_at').notNull().defaultNow(),
});

export const schedules = pgTable('schedules', {
  seq: bigint('seq', { mode: 'number' }).generatedAlwaysAsIdentity(),
  id: text('id').primaryKey(),
  target: text('target').notNull(),
  host: text('host').notNull(),
  cron: text('cron').notNull(),
  timezone: text('timezone').notNull(),
  options: json('options').$type<ScanSettings>().notNull(),
  /** Sealed. */
  credentials: text('credentials'),
  webhookUrl: text('webhook_url'),
  /** Sealed. */
  webhookSecret: text('webhook_secret'),
  nextAt: time('next_at').notNull(),
  lastScan: text('last_scan'),
  lastVerdict: text('last_verdict').$type<Verdict>(),
  createdAt: time('created_at').notNull().defaultNow(),
});

export const deliveries = pgTable('deliveries', {
  id: text('id').primaryKey(),
  schedule: text('schedule').notNull(),
  payload: json('payload').$type<WebhookPayload>().notNull(),
  status: text('status').$type<'pending' | 'delivered' | 'given-up'>().notNull().default('pending'),
  attempts: integer('attempts').notNull().default(0),
  problem: text('problem'),
  createdAt: time('created_at').notNull().defaultNow(),
  deliveredAt: time('delivered_at'),
});

/** Scans that ended, by verdict and bucket of duration (`durations.ts`): what `/metrics` counts, retention or not. */
export const tallies = pgTable('tallies', {
  verdict: text('verdict').notNull(),
  bucket: integer('bucket').notNull(),
  scans: bigint('scans', { mode: 'number' }).notNull(),
  seconds: doublePrecision('seconds').notNull(),
});
