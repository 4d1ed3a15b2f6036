import { refusedByPolicy } from '../csp.ts';
import type { Reference } from '../artifacts.ts';
import { placeOf } from './places.ts';
import type { Facts, Unjudged } from './rule.ts';

type Seen = Pick<Facts, 'page' | 'sources' | 'gaps' | 'references'>;

/**
 * What can hide a socket from a rule that judges references: the page's own code that could not be read, and
 * sockets whose address stayed unknown. Scripts of other origins that the scan was told to leave alone are not
 * in it: that is its scope, which `coverage-limited` tells.
 */
export function blindSpots(seen: Seen): Unjudged[] {
  return [...unreadCode(seen), ...unresolvedSockets(seen)];
}

/**
 * The page's own code that was to be read and was not, or was searched as text instead of parsed. Pages of a crawl
 * are not in it: how far that goes is the scan's scope. Nor is what no browser runs.
 */
export function unreadCode({ page, sources, gaps }: Omit<Seen, 'references'>): Unjudged[] {
  // Without a page there is no origin to compare with: what an option would add was out of scope.
  const isOwn = (url: string, option: string | undefined): boolean =>
    page === null ? option === undefined : isSameOrigin(url, page.url);
  const unread = sources.filter(
    ({ kind, status, url, option, reason }) =>
      kind !== 'source-map' &&
      kind !== 'page' &&
      reason !== refusedByPolicy &&
      (status === 'failed' || (status === 'skipped' && isOwn(url, option))),
  );
  const given = gaps.filter(({ stage }) => stage !== 'probe');
  const reasons = [
    ...unread.map(({ url, reason }) => `${url} was not read${reason ? `: ${reason}` : ''}`),
    ...given.map(({ subject, reason }) => `${subject}: ${reason}`),
  ];
  return summarised(reasons);
}

/** Whether the page opens a socket whose address stayed unknown: it may be of any kind, and on any host. */
export function hasUnresolved(references: readonly Reference[]): boolean {
  return references.some(isUnresolved);
}

/** Sockets that the page opens at an address which stayed unknown. */
export function unresolvedSockets({ references }: Pick<Seen, 'references'>): Unjudged[] {
  const unresolved = references.filter(isUnresolved);
  return summarised(
    unresolved.map(({ location, unresolved }) => {
      const why = unresolved ? `: ${unresolved}` : '';
      return `the address of the socket opened at ${placeOf(location)} is not known${why}`;
    }),
  );
}

function isUnresolved({ role, url }: Reference): boolean {
  return role === 'connects' && url === null;
}

function summarised(reasons: readonly string[]): Unjudged[] {
  const [first, ...rest] = reasons;
  if (first === undefined) return [];
  return [{ kind: 'unjudged', reason: rest.length > 0 ? `${first} (and ${rest.length} more)` : first }];
}

function isSameOrigin(url: string, page: string): boolean {
  if (!URL.canParse(url)) return true;
  return new URL(url).origin === new URL(page).origin;
}
