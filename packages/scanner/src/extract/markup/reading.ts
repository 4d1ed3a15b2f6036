import type { CspPolicy } from '../../artifacts.ts';
import type { Dependency, RefusedScript, ScriptText } from '../analysis.ts';
import type {
  DeclaredSocket,
  DocumentScript,
  FoundReference,
  ImportMap,
  NestedDocument,
} from '../document.ts';
import { emptyImportMap } from '../import-map.ts';
import type { ScriptPolicy } from './script-policy.ts';
import type { MarkupSource } from './source.ts';

/** More pages than a crawl ever follows. */
const mostLinks = 5_000;

/** What is known of a document while its tree is walked: the parts of `ParsedDocument` as they grow. */
export interface Reading {
  readonly source: MarkupSource;
  readonly realm: string;
  /** `location` there, whatever `<base>` says. */
  readonly documentUrl: string;
  /** The base URL in force at the place that the walk has reached. */
  baseUrl: string;
  baseSeen: boolean;
  metaCharset: string | null;
  asksForPassword: boolean;
  importMap: ImportMap;
  readonly csp: CspPolicy[];
  /** What the document's response and its markup so far say. */
  policy: ScriptPolicy;
  readonly refused: RefusedScript[];
  readonly idle: string[];
  readonly texts: ScriptText[];
  readonly scripts: DocumentScript[];
  readonly dependencies: Dependency[];
  readonly links: Set<string>;
  readonly references: FoundReference[];
  /** Offsets of the tags whose attributes were read. */
  readonly tags: Set<number>;
  readonly declared: DeclaredSocket[];
  readonly nested: NestedDocument[];
  readonly problems: Set<string>;
}

export function startReading(
  source: MarkupSource,
  { realm, baseUrl, policy }: Pick<Reading, 'realm' | 'baseUrl' | 'policy'>,
): Reading {
  return {
    source,
    realm,
    documentUrl: baseUrl,
    baseUrl,
    baseSeen: false,
    metaCharset: null,
    asksForPassword: false,
    importMap: emptyImportMap,
    csp: [],
    policy,
    refused: [],
    idle: [],
    texts: [],
    scripts: [],
    dependencies: [],
    links: new Set(),
    references: [],
    tags: new Set(),
    declared: [],
    nested: [],
    problems: new Set(),
  };
}

/** The URL that can be fetched, without fragment, or null. */
function fetchable(reading: Reading, reference: string): string | null {
  const url = URL.parse(reference, reading.baseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  url.hash = '';
  return url.href;
}

/** Notes that the document links to a page. */
export function addLink(reading: Reading, reference: string): void {
  const url = reading.links.size < mostLinks ? fetchable(reading, reference) : null;
  if (url !== null) reading.links.add(url);
}

/** Notes that the document wants a file, if its URL is one that can be fetched. */
export function addDependency(
  reading: Reading,
  reference: string,
  offset: number,
  asked: Pick<Dependency, 'kind' | 'goal' | 'via'>,
): string | null {
  const url = fetchable(reading, reference);
  if (url === null) return null;
  const from = { source: reading.source.url, line: reading.source.positionAt(offset).line };
  const realm = asked.kind === 'frame' ? url : reading.realm;
  reading.dependencies.push({ url, ...asked, realm, from });
  return url;
}
