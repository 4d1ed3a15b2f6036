import type { DocumentFacts } from './analysis.ts';

/** What is known of a document whose markup was not read: where it is. */
export function factsOfUnread(url: string): DocumentFacts {
  return {
    baseUrl: url,
    csp: [],
    metaCharset: null,
    scripts: [],
    dependencies: [],
    refused: [],
    idle: [],
    links: [],
    asksForPassword: false,
  };
}
