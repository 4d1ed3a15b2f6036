import type { ImportMap } from './document.ts';

type Addresses = Record<string, string | null>;

export const emptyImportMap: ImportMap = { imports: {}, scopes: {} };

/**
 * Parses an import map and normalises its addresses (HTML Standard, "parse an import map string").
 *
 * @returns null where the text is no JSON object: a browser ignores such a map
 */
export function parseImportMap(text: string, baseUrl: string): ImportMap | null {
  const json = parseObject(text);
  if (json === null) return null;
  const scopes: Record<string, Addresses> = Object.create(null) as Record<string, Addresses>;
  for (const [prefix, map] of Object.entries(objectOf(json['scopes']))) {
    const scope = URL.parse(prefix, baseUrl)?.href;
    if (scope !== undefined) scopes[scope] = addresses(objectOf(map), baseUrl);
  }
  return { imports: addresses(objectOf(json['imports']), baseUrl), scopes };
}

/** Joins two maps of one document; what the earlier one says stays (HTML Standard, "merge import maps"). */
export function mergeImportMaps(earlier: ImportMap, later: ImportMap): ImportMap {
  const scopes: Record<string, Addresses> = Object.assign(Object.create(null), earlier.scopes) as Record<
    string,
    Addresses
  >;
  for (const [prefix, map] of Object.entries(later.scopes))
    scopes[prefix] = joined(scopes[prefix] ?? {}, map);
  return { imports: joined(earlier.imports, later.imports), scopes };
}

/**
 * The URL that a module specifier stands for (HTML Standard, "resolve a module specifier").
 *
 * @param referrer the URL of the importing module or document
 * @returns null where it is a bare name that no map knows, or one that a map forbids
 */
export function resolveSpecifier(specifier: string, referrer: string, map: ImportMap): string | null {
  const asUrl = /^(?:\/|\.\.?\/)/.test(specifier) ? URL.parse(specifier, referrer) : URL.parse(specifier);
  const name = asUrl?.href ?? specifier;
  const scopes = Object.keys(map.scopes)
    .filter((prefix) => prefix === referrer || (prefix.endsWith('/') && referrer.startsWith(prefix)))
    .toSorted((left, right) => right.length - left.length);
  for (const addresses of [...scopes.map((prefix) => map.scopes[prefix] ?? {}), map.imports]) {
    const address = lookUp(name, addresses);
    if (address !== undefined) return address;
  }
  return asUrl?.href ?? null;
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

function addresses(entries: Readonly<Record<string, unknown>>, baseUrl: string): Addresses {
  const result = Object.create(null) as Addresses;
  for (const [key, value] of Object.entries(entries)) {
    if (key === '') continue;
    const name = /^(?:\/|\.\.?\/)/.test(key)
      ? (URL.parse(key, baseUrl)?.href ?? key)
      : (URL.parse(key)?.href ?? key);
    const isUrlLike = typeof value === 'string' && (/^(?:\/|\.\.?\/)/.test(value) || URL.canParse(value));
    const address = isUrlLike ? (URL.parse(value, baseUrl)?.href ?? null) : null;
    result[name] = address !== null && key.endsWith('/') && !address.endsWith('/') ? null : address;
  }
  return result;
}

function joined(earlier: Readonly<Addresses>, later: Readonly<Addresses>): Addresses {
  return Object.assign(Object.create(null), later, earlier) as Addresses;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
