import type { SourceRecord } from '../../artifacts.ts';
import type { Report } from '../../report.ts';
import { visible } from '../escape.ts';

/**
 * The URI of a source without its scheme: services that match artifacts with files of a repository refuse a
 * document that names another scheme than theirs. The whole URL is in the artifact's description.
 */
export function artifactUri(source: string): string {
  const relative = visible(source).replace(/^[a-z][a-z\d+.-]*:\/*/i, '');
  const encoded = encodeURI(relative).replace(/[[\]#]/g, (character) => encodeURIComponent(character));
  // A first segment with a colon would read as a scheme (RFC 3986 section 4.2).
  return /^[^/?]*:/.test(encoded) ? `./${encoded}` : encoded;
}

/** What was read, with the hashes by which an auditor can tell that it was this; each artifact once. */
export function artifactsOf({ sources }: Report) {
  const artifacts = sources.filter(({ status }) => status === 'read').map(artifactOf);
  return [...new Map(artifacts.map((artifact) => [JSON.stringify(artifact), artifact])).values()];
}

function artifactOf({ url, bytes, sha256, line }: SourceRecord) {
  return {
    location: { uri: artifactUri(url), description: { text: visible(url) } },
    length: bytes,
    ...(sha256 === null ? {} : { hashes: { 'sha-256': sha256 } }),
    ...(line === undefined ? {} : { description: { text: `inline source at line ${line}` } }),
  };
}
