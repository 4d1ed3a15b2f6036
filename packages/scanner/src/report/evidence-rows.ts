import type { Evidence, EvidenceValue } from '../report.ts';

type Row = readonly [path: string, value: string];
type Scalar = Exclude<EvidenceValue, object>;

/** Evidence as flat rows: `control.status` and its value, in the order of the evidence. */
export function evidenceRows(evidence: Evidence): readonly Row[] {
  return Object.entries(evidence).flatMap(([key, value]) => rowsOf(key, value));
}

function rowsOf(path: string, value: EvidenceValue): readonly Row[] {
  if (isScalar(value)) return [[path, wordOf(value)]];
  const items = Object.entries(value);
  const scalars = Object.values(value).filter(isScalar);
  if (Array.isArray(value) && scalars.length === items.length) {
    return [[path, scalars.map(wordOf).join(', ') || '–']];
  }
  return items.flatMap(([key, item]) => rowsOf(`${path}.${key}`, item));
}

function isScalar(value: EvidenceValue): value is Scalar {
  return typeof value !== 'object' || value === null;
}

function wordOf(value: Scalar): string {
  return value === null ? '–' : String(value);
}
