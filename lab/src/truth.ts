import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OriginPolicy } from 'wssure';

/** The folder with `apps/` and `truth.json`: beside the checkout, or where `LAB_SOURCE` says. */
export const labSource = path.resolve(
  process.env['LAB_SOURCE'] ?? fileURLToPath(new URL('../../../shared/lab', import.meta.url)),
);

/** A real server of the lab and what is known of it. */
export interface LabApp {
  readonly name: string;
  readonly source: 'npm' | 'debian';
  /** The command that installs the versions that were measured. */
  readonly install: string;
  /** Of the page in the run that was measured; endpoints are relative to it. */
  readonly port: number;
  readonly tls: boolean;
  readonly page: string;
  /** What was measured, in words. */
  readonly verdict: string;
  readonly endpoints: readonly LabEndpoint[];
}

export interface LabEndpoint {
  readonly path: string;
  readonly port_offset: number;
  readonly subprotocol: string | null;
  readonly policy: OriginPolicy;
}

/** The measured servers; none where the lab's folder is not there. */
export function labApps(): LabApp[] {
  const file = path.join(labSource, 'truth.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as LabApp[]) : [];
}
