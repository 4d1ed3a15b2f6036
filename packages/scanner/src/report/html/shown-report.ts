import type { Report } from '../../report.ts';
import { visible, visibleSource } from '../escape.ts';

/** A report in which every character of every text can be seen. The components take nothing else. */
export type ShownReport = Report & { readonly shown: true };

/** Makes every text visible in one place, so that no component can forget it; markup is preact's to escape. */
export function shownReport(report: Report): ShownReport {
  return { ...shownValue(report, ''), shown: true };
}

function shownValue<T>(value: T, key: string): T;
function shownValue(value: unknown, key: string): unknown {
  if (typeof value === 'string') return textFor(key)(value);
  if (Array.isArray(value)) return value.map((item) => shownValue(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [visible(name), shownValue(item, name)]),
  );
}

function textFor(key: string): (text: string) => string {
  if (key === 'snippet' || key === 'expression') return visibleSource;
  return key === 'code' || key === 'page' ? visibleLines : visible;
}

/** Several lines stay several lines. */
function visibleLines(text: string): string {
  return text.split('\n').map(visibleSource).join('\n');
}
