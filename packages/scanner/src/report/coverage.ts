import type { Reference, SourceRecord } from '../artifacts.ts';
import { groupBy } from './group-by.ts';
import { count, placeOf, sourcePlace } from './words.ts';
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

/** Things that were not looked at for one and the same reason. */
export interface Missed {
  /** `3 sources not read`. */
  readonly what: string;
  readonly reason?: string;
  /** The option that would look at them. */
  readonly option?: string;
  readonly items: readonly string[];
}

/** What was not looked at, as lists; none where everything was. */
export function missedOf(report: Report): readonly Missed[] {
  const { notRead, unresolved, notProbed } = coverageOf(report);
  const lists: readonly Missed[] = [
    ...unreadByReason(notRead),
    {
      what: `${count(unresolved.length, 'socket')} whose URL is not known`,
      items: unresolved.map(({ location, unresolved = '' }) => `${placeOf(location)}: ${unresolved}`),
    },
    {
      what: `${count(notProbed.length, 'endpoint')} not probed`,
      items: notProbed.map(({ url, originPolicyReason }) => `${url}: ${originPolicyReason}`),
    },
  ];
  return lists.filter(({ items }) => items.length > 0);
}

function unreadByReason(sources: readonly SourceRecord[]): readonly Missed[] {
  const groups = groupBy(sources, ({ status, reason, option }) => JSON.stringify([status, reason, option]));
  return Array.from(groups.values(), missedSources).toSorted((a, b) => b.items.length - a.items.length);
}

function missedSources(sources: readonly [SourceRecord, ...SourceRecord[]]): Missed {
  const [{ status, reason, option }] = sources;
  return {
    what: `${count(sources.length, 'source')} ${status === 'failed' ? 'could not be read' : 'not read'}`,
    ...(reason === undefined ? {} : { reason }),
    ...(option === undefined ? {} : { option }),
    items: sources.map(sourcePlace),
  };
}
