/** Scans for tests, with reports that wssure itself made of a page on disk. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseFiles, type Report } from 'wssure';
import type { ScanView } from '../../nouns.ts';

/** The report of a page with this script in it, as it lies on disk: nothing is probed. */
export async function reportOf(script: string, base = 'https://shop.test/'): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'wssure-pages-'));
  try {
    writeFileSync(join(folder, 'index.html'), `<!doctype html><title>shop</title><script>${script}</script>`);
    return await analyseFiles([folder], { base });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function scanOf(id: string, rest: Partial<ScanView> = {}): ScanView {
  const { url = 'https://shop.test/', report } = rest;
  return {
    id,
    url,
    host: new URL(url).host,
    status: report ? 'done' : 'queued',
    verdict: report?.verdict ?? null,
    summary: report?.summary ?? null,
    createdAt: '2026-11-26T09:30:00.000Z',
    startedAt: null,
    finishedAt: null,
    previous: null,
    schedule: null,
    version: 1,
    progress: {},
    ...rest,
  };
}
