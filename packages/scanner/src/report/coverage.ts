import type { Reference, SourceRecord } from '../artifacts.ts';
import { groupBy } from './group-by.ts';
import type { Report, ReportEndpoint } from '../report.ts';

/** The rule whose findings are told beside what was not looked at. */
export const coverageRule = 'coverage-limited';

/** What a verdict does not rest on: everything that was wanted and not read, resolved or probed. */
export interface Coverage {
  readonly read: readonly SourceRecord[];
  /** Decoded size of what was read, bytes. */
  readonly readBytes: number;
  readonly notRead: readonly SourceRecord[];
  /** Code that opens a socket whose URL is not known. */
  readonly unresolved: readonly Reference[];
  readonly notProbed: readonly ReportEndpoint[];
}

export function coverageOf(report: Report): Coverage {
  const read = report.sources.filter((source) => source.status === 'read');
  return {
    read,
    readBytes: read.reduce((sum, source) => sum + source.bytes, 0),
    notRead: report.sources.filter((source) => source.status !== 'read'),
    unresolved: report.references.filter(
      (reference) => reference.role === 'connects' && reference.url === null,
    ),
    notProbed: report.endpoints.filter((endpoint) => endpoint.originPolicy === 'not-probed'),
  };
}

/** Sources that were not read for one and the same reason. */
export interface Unread {
  readonly verb: 'not read' | 'could not be read';
  readonly reason: string;
  readonly option?: string;
  readonly sources: readonly SourceRecord[];
}

/** The reasons for not reading, the most frequent first. */
export function unreadByReason(sources: readonly SourceRecord[]): readonly Unread[] {
  const groups = groupBy(sources, ({ status, reason, option }) => JSON.stringify([status, reason, option]));
  return Array.from(groups.values(), (group) => {
    const { status, reason = 'no reason was given', option } = group[0];
    return {
      verb: status === 'failed' ? ('could not be read' as const) : ('not read' as const),
      reason,
      ...(option === undefined ? {} : { option }),
      sources: group,
    };
  }).toSorted((a, b) => b.sources.length - a.sources.length);
}
