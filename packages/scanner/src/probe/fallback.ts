import type { FallbackObservation, HeaderList, VariantId } from '../artifacts.ts';
import type { Fallback } from '../libraries/library.ts';
import { NetworkError, type FetchRequest, type FetchResult } from '../net/network.ts';
import type { ProbeSetting } from './probe.ts';
import { libraryOf } from './sides.ts';

const bodyBytes = 16_384;
const bodyKept = 500;

/**
 * Asks a library's HTTP transports with the page's Origin and with the foreign one, as a page's code would with
 * `credentials: 'include'`. What the browser lets that code read is for CORS to say (Fetch standard, "CORS protocol"),
 * not for the handshake's Origin check. None where the library has no such transport.
 */
export async function probeFallbacks(setting: ProbeSetting): Promise<FallbackObservation[]> {
  const library = libraryOf(setting.endpoint);
  const asked = (library?.fallbacks ?? []).map(async (fallback) => {
    const url = fallback.url(setting.endpoint.url);
    if (url === null) return [];
    const asking = { fallback, url, dialUrl: () => library?.dialUrl?.(url) ?? url, setting };
    const page = await ask(asking, 'control', setting.pageOrigin);
    return [page].concat(await askForeign(asking));
  });
  return (await Promise.all(asked)).flat();
}

interface Asking {
  readonly fallback: Fallback;
  /** In the form that scans compare. */
  readonly url: string;
  /** For one request: a session's id is good for one. */
  readonly dialUrl: () => string;
  readonly setting: ProbeSetting;
}

/** A header that a preflight forbids is left out by who only wants the answer: the request then needs no preflight. */
async function askForeign(asking: Asking): Promise<FallbackObservation[]> {
  const { fallback, setting } = asking;
  const { origin } = setting.options;
  const guarded = (fallback.headers ?? []).filter((header) => !isSafelisted(header));
  if (guarded.length === 0) return [await ask(asking, 'foreign', origin)];
  const preflight = await askPreflight(asking, guarded, origin);
  const headers = fallback.headers?.filter((header) => preflight.granted || isSafelisted(header)) ?? [];
  return [preflight, await ask(asking, 'foreign', origin, headers)];
}

async function ask(
  asking: Asking,
  variant: VariantId,
  origin: string,
  headers: HeaderList = asking.fallback.headers ?? [],
): Promise<FallbackObservation> {
  const { method, body, grants } = asking.fallback;
  const request = { method, headers, ...(body !== undefined && { body }) };
  const foreign = variant === 'foreign' ? { credentials: foreignCredentials(asking) } : {};
  return send(asking, variant, origin, { ...request, ...foreign }, (answer, text) =>
    answer.status === 200 ? grants(text) : false,
  );
}

/** Fetch standard, "CORS-preflight fetch", for a request with credentials. */
function askPreflight(asking: Asking, guarded: HeaderList, origin: string): Promise<FallbackObservation> {
  const names = guarded.map(([name]) => name.toLowerCase()).toSorted();
  const headers: HeaderList = [
    ['Access-Control-Request-Method', asking.fallback.method],
    ['Access-Control-Request-Headers', names.join(',')],
  ];
  return send(asking, 'foreign', origin, { method: 'OPTIONS', headers, credentials: [] }, (answer) => {
    const allowed =
      header(answer, 'access-control-allow-headers')
        ?.toLowerCase()
        .split(/\s*,\s*/) ?? [];
    return (
      answer.status >= 200 &&
      answer.status < 300 &&
      header(answer, 'access-control-allow-origin') === origin &&
      header(answer, 'access-control-allow-credentials') === 'true' &&
      names.every((name) => allowed.includes(name))
    );
  });
}

async function send(
  { fallback, url, dialUrl, setting }: Asking,
  variant: VariantId,
  origin: string,
  request: Pick<FetchRequest, 'method' | 'body' | 'credentials'> & { readonly headers: HeaderList },
  isGranted: (answer: FetchResult, text: string) => boolean,
): Promise<FallbackObservation> {
  const requestHeaders: HeaderList = [['Origin', origin], ...request.headers];
  const asked = {
    transport: fallback.transport,
    variant,
    origin,
    url,
    method: request.method ?? 'GET',
    requestHeaders: [...requestHeaders, ...(request.credentials ?? [])],
    ...(typeof request.body === 'string' && { requestBody: request.body }),
  };
  try {
    const { signal } = setting.options;
    const answer = await setting.network.fetch({
      ...request,
      url: dialUrl(),
      destination: 'empty',
      page: `${origin}/`,
      headers: requestHeaders,
      maxBytes: bodyBytes,
      redirects: 0,
      ...(signal && { signal }),
    });
    const text = Buffer.from(answer.body).toString('utf8');
    return {
      ...asked,
      status: answer.status,
      allowOrigin: header(answer, 'access-control-allow-origin'),
      allowCredentials: header(answer, 'access-control-allow-credentials'),
      responseHeaders: answer.headers,
      granted: isGranted(answer, text),
      body: text === '' ? null : text.slice(0, bodyKept),
      error: null,
    };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const nothing = { status: null, allowOrigin: null, allowCredentials: null, granted: false, body: null };
    return { ...asked, ...nothing, responseHeaders: [], error: { code: error.code, message: error.message } };
  }
}

/** What a browser attaches by itself: the user's own, or, where none are given, the cookies that the page has set. */
function foreignCredentials({ url, setting: { network, options } }: Asking): HeaderList {
  const own = network.credentialsFor(url, options.origin);
  if (own) return own.foreign;
  const cookie = network.cookieHeader(url);
  return cookie === null ? [] : [['Cookie', cookie]];
}

/** Fetch standard, "CORS-safelisted request-header", as far as libraries use it. */
function isSafelisted([name, value]: HeaderList[number]): boolean {
  if (/^accept(?:-language)?$|^content-language$/i.test(name)) return true;
  return (
    /^content-type$/i.test(name) &&
    /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/i.test(value)
  );
}

/** A header's value; several of one name are one list, as a browser reads them. */
function header({ headers }: FetchResult, wanted: string): string | null {
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value.trim());
  return values.length > 0 ? values.join(', ') : null;
}
