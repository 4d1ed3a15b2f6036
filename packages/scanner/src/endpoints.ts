import type { Endpoint, LibraryId, Party, Reference } from './artifacts.ts';
import { canonicalUrl, joinedDialect } from './libraries/shared-endpoint.ts';
import { isBare, libraryOfProtocols } from './libraries/of-url.ts';

/**
 * The endpoints that references open: one for each URL of a resolved `connects`, in the order of the first
 * reference. `names` and `mentions` make none. A library's own reference says more about the conversation
 * than a bare constructor does, so it names the endpoint's library; where there is none, the subprotocols do that
 * the page offers.
 */
export function endpointsOf(references: readonly Reference[], partyOf: (url: string) => Party): Endpoint[] {
  const byUrl = new Map<string, Reference[]>();
  for (const reference of references) {
    if (reference.role !== 'connects' || reference.url === null) continue;
    const url = canonicalUrl(reference.library, reference.url);
    const group = byUrl.get(url);
    if (group) group.push(reference);
    else byUrl.set(url, [reference]);
  }
  return [...byUrl].map(([url, group]) => endpoint(url, group, partyOf(url)));
}

function endpoint(url: string, group: readonly Reference[], party: Party): Endpoint {
  const protocols = group.find((reference) => reference.protocols.length > 0)?.protocols ?? [];
  const library = libraryIn(group, protocols);
  const own = group.filter((reference) => reference.library === library);
  const dialect = joinedDialect(
    library,
    own.flatMap((reference) => (reference.dialect ? [reference.dialect] : [])),
  );
  return {
    url,
    library,
    protocols,
    party,
    references: group.map((reference) => reference.id),
    observations: [],
    ...(dialect && { dialect }),
  };
}

function libraryIn(group: readonly Reference[], protocols: readonly string[]): LibraryId {
  const own = group.find(({ library }) => !isBare(library))?.library;
  const client = group.find(({ library }) => library !== 'websocket')?.library ?? 'websocket';
  return own ?? libraryOfProtocols(protocols) ?? client;
}
