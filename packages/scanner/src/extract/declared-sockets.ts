import type { ScriptText } from './analysis.ts';
import type { DeclaredSocket, FoundReference, ParsedDocument } from './document.ts';

interface Opener {
  /** URLs of the library's files. */
  readonly url: RegExp;
  /** What its code says, minified or not. */
  readonly says: readonly string[];
  /** Its own call of the constructor, by which every socket is opened that an attribute declares. */
  readonly own: RegExp;
}

const openers: Readonly<Record<DeclaredSocket['by'], readonly Opener[]>> = {
  'htmx-ws': [extension()],
  htmx: [
    {
      url: /\/htmx(?:\.org)?(?:@1\b|\/1\.|(?:\.min)?\.js)/,
      says: ['hx-ws', 'createWebSocket'],
      own: /^new WebSocket\(\w+,\s*\[\]\)$/,
    },
    extension(),
  ],
  turbo: [
    {
      url: /@hotwired\/turbo|\/turbo[-.@\w]*\.js/,
      says: ['turbo-stream-source'],
      own: /^new WebSocket\(this\.src\)$/,
    },
  ],
};

function extension(): Opener {
  return {
    url: /htmx-ext-ws|htmx[^?#]*\/ext\/ws\b|\/ext\/ws(?:\.min)?\.js/,
    says: ['ws-connect', 'createWebSocket'],
    own: /^new WebSocket\(\w+,\s*\[\]\)$/,
  };
}

/**
 * The references of a site with the sockets that its markup declares, where the page loads the library that opens
 * them: those take the place of what is said of the attribute and of the library's own code.
 */
export function withDeclared(
  found: readonly FoundReference[],
  documents: Iterable<ParsedDocument>,
  scripts: readonly ScriptText[],
): readonly FoundReference[] {
  const declared = [...documents].flatMap((document) =>
    document.declared.filter(({ by }) => openers[by].some((opener) => isLoaded(opener, document, scripts))),
  );
  const places = new Set(declared.map(({ reference }) => placeOf(reference)));
  const kept = found.filter((reference) => {
    if (reference.role === 'names') return !places.has(placeOf(reference));
    return !(
      reference.role === 'connects' &&
      isOwnCall(reference, scripts) &&
      (reference.url === null || declared.length > 0)
    );
  });
  return [...kept, ...declared.map(({ reference }) => reference)];
}

/** Whether a socket is opened by a call of one of the libraries' own. */
function isOwnCall(
  { expression, location: { source } }: FoundReference,
  scripts: readonly ScriptText[],
): boolean {
  const possible = Object.values(openers)
    .flat()
    .filter(({ own }) => own.test(expression));
  return (
    possible.length > 0 &&
    scripts.some(({ url, text }) => url === source && possible.some((opener) => speaks(opener, text)))
  );
}

function isLoaded(
  { url, ...opener }: Opener,
  document: ParsedDocument,
  scripts: readonly ScriptText[],
): boolean {
  const own = scripts.filter(({ realm }) => realm === document.realm);
  const urls = [
    ...document.scripts.flatMap((script) => script.url ?? []),
    ...own.map((script) => script.url),
  ];
  return (
    urls.some((each) => url.test(each.slice(0, 500))) ||
    own.some(({ text }) => speaks({ url, ...opener }, text))
  );
}

function speaks({ says }: Opener, text: string): boolean {
  return says.every((word) => text.includes(word));
}

function placeOf({ location: { source, line, column } }: FoundReference): string {
  return `${line}:${column} ${source}`;
}
