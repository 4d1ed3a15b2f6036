import type { CookieFacts } from './artifacts.ts';
import { UsageError } from './errors.ts';
import type { StorageState, StoredCookie } from './options.ts';

/**
 * Reads what Playwright's `storageState()` writes: its cookies; the origins' local storage never reaches a server
 * by itself. Throws `UsageError` for anything else, without repeating a value: they are credentials.
 *
 * @param given the parsed object, or its JSON text
 */
export function parseStorageState(given: unknown): StorageState {
  const state = typeof given === 'string' ? parseJson(given) : given;
  if (!isRecord(state) || !Array.isArray(state['cookies']))
    throw new UsageError(
      'not a storage state: there is no list of cookies in it (save one with Playwright, context.storageState({ path }))',
    );
  const cookies: readonly unknown[] = state['cookies'];
  return { cookies: cookies.map(cookieOf) };
}

/** `name=value` of every cookie, as `--cookie` takes them: what to mask. */
export function cookiePairsOf(state: StorageState | string | undefined): string[] {
  if (state === undefined) return [];
  return parseStorageState(state).cookies.map(({ name, value }) => `${name}=${value}`);
}

/** The attributes of its cookies, without values. */
export function cookieFactsOf(state: StorageState | string | undefined): CookieFacts[] {
  if (state === undefined) return [];
  return parseStorageState(state).cookies.map((cookie): CookieFacts => {
    const { name, domain, path, secure, httpOnly, sameSite } = cookie;
    const host = domain.replace(/^\./, '');
    const isHostOnly = host === domain;
    return {
      name,
      domain: isHostOnly ? null : host,
      path,
      secure,
      httpOnly,
      sameSite,
      setBy: `https://${host}/`,
    };
  });
}

/** JSON.parse's own message quotes the text around the mistake, which may be a session. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('not JSON: give the file that Playwright saves with context.storageState({ path })');
  }
}

function cookieOf(cookie: unknown, index: number): StoredCookie {
  const named = `cookie ${index + 1} of the storage state`;
  if (!isRecord(cookie)) throw new UsageError(`${named} is no object`);
  const { name, value, domain, path = '/', expires = -1, secure, httpOnly, sameSite } = cookie;
  if (typeof name !== 'string' || !/^[^\0-\x20\x7f-\uffff=;,]+$/.test(name))
    throw new UsageError(`${named} has no "name" that can be sent`);
  if (typeof value !== 'string' || !/^[\t\x20-\x3a\x3c-\x7e\x80-\xff]*$/.test(value))
    throw new UsageError(`${named} ("${name}") has no "value" that can be sent`);
  if (typeof domain !== 'string' || !isDomain(domain))
    throw new UsageError(`${named} ("${name}") has no "domain", like "shop.example" or ".shop.example"`);
  return {
    name,
    value,
    domain,
    path: typeof path === 'string' && path.startsWith('/') ? path : '/',
    expires: typeof expires === 'number' && Number.isFinite(expires) ? expires : -1,
    secure: secure === true,
    httpOnly: httpOnly === true,
    sameSite: sameSites.find((known) => known === sameSite) ?? null,
  };
}

const sameSites = ['Strict', 'Lax', 'None'] as const;

function isDomain(domain: string): boolean {
  return (
    /^\.?[^\s/:@?#.][^\s/:@?#]*$|^\[[\da-f:]+\]$/i.test(domain) &&
    URL.canParse(`http://${domain.replace(/^\./, '')}/`)
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
