import type { Evidence, EvidenceValue } from '../report.ts';

/** Evidence as flat rows: `control.status` and its value, in the order of the evidence. */
export function evidenceRows(evidence: Evidence): readonly (readonly [path: string, value: string])[] {
  return Object.entries(evidence).flatMap(([key, value]) => rowsOf(key, value));
}

function rowsOf(path: string, value: EvidenceValue): (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, String(value ?? '–')]];
  const entries = Object.entries(value) as [string, EvidenceValue][];
  if (entries.every(([, item]) => typeof item !== 'object') && Array.isArray(value)) {
    return [[path, entries.length === 0 ? '–' : entries.map(([, item]) => String(item)).join(', ')]];
  }
  return entries.flatMap(([key, item]) => rowsOf(`${path}.${key}`, item));
}
