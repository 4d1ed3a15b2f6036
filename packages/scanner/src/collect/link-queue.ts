/** Variants of one path that differ in their query alone: more are a calendar, a filter or a trap. */
const queriesPerPath = 3;

/** Files that links lead to and that are no pages, by their extension. */
const fileExtension =
  /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|txt|md|json|xml|rss|atom|ics|zip|tar|t?gz|bz2|xz|7z|rar|jar|exe|msi|dmg|apk|deb|rpm|iso|png|jpe?g|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|webm|og[gv]|wav|flac|mov|avi|woff2?|ttf|otf|eot|css|m?js|map|wasm)$/i;

/** What a link says that does more than show a page: a crawl that followed it would end the user's session, or worse. */
const action =
  /(?:log|sign)[-_]?(?:out|off)(?![a-z])|(?<![a-z])(?:delete|remove|destroy|unsubscribe|cancel|revoke|disable|deactivate|terminate|shutdown|restart|reboot|reset|purge)(?![a-z])/i;

/** The links that a crawl has still to follow: same origin, each once, first come first followed. */
export class LinkQueue {
  readonly #origin: string;
  readonly #seen: Set<string>;
  readonly #queries = new Map<string, number>();
  #waiting: string[] = [];

  /** @param known URLs of the page that the crawl starts from, which it never follows */
  constructor(known: readonly [string, ...string[]]) {
    this.#origin = new URL(known[0]).origin;
    this.#seen = new Set(known.map(normalized));
  }

  add(links: readonly string[]): void {
    for (const link of links) {
      const url = normalized(link);
      if (this.#seen.has(url)) continue;
      this.#seen.add(url);
      if (this.#isPage(new URL(url))) this.#waiting.push(url);
    }
  }

  /** The next links, at most so many; those that became known in another way are passed over. */
  take(count: number, isKnown: (url: string) => boolean): string[] {
    const open = this.#waiting.filter((url) => !isKnown(url));
    this.#waiting = open.slice(count);
    return open.slice(0, count);
  }

  #isPage({ origin, pathname, search }: URL): boolean {
    if (origin !== this.#origin || fileExtension.test(pathname) || action.test(decoded(pathname + search)))
      return false;
    const queries = this.#queries.get(pathname) ?? 0;
    this.#queries.set(pathname, queries + 1);
    return queries < queriesPerPath;
  }
}

/** Without fragment and credentials, and without a `?` that nothing follows. */
function normalized(link: string): string {
  const url = new URL(link);
  url.hash = '';
  url.username = '';
  url.password = '';
  if (url.search === '') url.search = '';
  return url.href;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
