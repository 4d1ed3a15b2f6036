import type { ImportMap } from './document.ts';

type Addresses = Record<string, string | null>;

export const emptyImportMap: ImportMap = { imports: {}, scopes: {} };

/**
 * Parses an import map and normalises its addresses (HTML Standard, "parse an import map string").
 *
 * @returns null where the text is no JSON object: a browser ignores such a map
 */
export function parseImportMap(text: string, baseUrl: string): ImportMap | null {
  const json = parseJson(text);
  if (!isObject(json)) return null;
  const map = new Map(Object.entries(json));
  const scopes: Record<string, Addresses> = Object.create(null);
  for (const [prefix, imports] of entriesOf(map.get('scopes'))) {
    const scope = URL.parse(prefix, baseUrl)?.href;
    if (scope !== undefined) scopes[scope] = addresses(imports, baseUrl);
  }
  return { imports: addresses(map.get('imports'), baseUrl), scopes };
}

/** Joins two maps of one document; what the earlier one says stays (HTML Standard, "merge import maps"). */
export function mergeImportMaps(earlier: ImportMap, later: ImportMap): ImportMap {
  const scopes: Record<string, Addresses> = Object.assign(Object.create(null), earlier.scopes);
  for (const [prefix, map] of Object.entries(later.scopes)) {
    scopes[prefix] = joined(scopes[prefix] ?? {}, map);
  }
  return { imports: joined(earlier.imports, later.imports), scopes };
}

/**
 * The URL that a module specifier stands for (HTML Standard, "resolve a module specifier").
 *
 * @param referrer the URL of the importing module or document
 * @returns null where it is a bare name that no map knows, or one that a map forbids
 */
export function resolveSpecifier(specifier: string, referrer: string, map: ImportMap): string | null {
  const asUrl = urlLike(specifier, referrer);
  const name = asUrl ?? specifier;
  const scopes = Object.keys(map.scopes)
    .filter((prefix) => prefix === referrer || (prefix.endsWith('/') && referrer.startsWith(prefix)))
    .toSorted((left, right) => right.length - left.length);
  for (const addresses of [...scopes.map((prefix) => map.scopes[prefix] ?? {}), map.imports]) {
    const address = lookUp(name, addresses);
    if (address !== undefined) return address;
  }
  return asUrl;
}

function lookUp(name: string, addresses: Readonly<Addresses>): string | null | undefined {
  if (Object.hasOwn(addresses, name)) return addresses[name];
  let longest = '';
  for (const key of Object.keys(addresses)) {
    if (key.endsWith('/') && name.startsWith(key) && key.length > longest.length) longest = key;
  }
  if (longest === '') return undefined;
  const address = addresses[longest];
  return address ? (URL.parse(name.slice(longest.length), address)?.href ?? null) : null;
}

function addresses(imports: unknown, baseUrl: string): Addresses {
  const result: Addresses = Object.create(null);
  for (const [key, value] of entriesOf(imports)) {
    if (key === '') continue;
    const address = typeof value === 'string' ? urlLike(value, baseUrl) : null;
    const isBroken = address !== null && key.endsWith('/') && !address.endsWith('/');
    result[urlLike(key, baseUrl) ?? key] = isBroken ? null : address;
  }
  return result;
}

/** What is a URL, or starts as a path; a bare name is none (HTML Standard, "resolve a URL-like module specifier"). */
function urlLike(specifier: string, baseUrl: string): string | null {
  const isPath = /^(?:\/|\.\.?\/)/.test(specifier);
  return (isPath ? URL.parse(specifier, baseUrl) : URL.parse(specifier))?.href ?? null;
}

function joined(earlier: Readonly<Addresses>, later: Readonly<Addresses>): Addresses {
  return Object.assign(Object.create(null), later, earlier);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}
