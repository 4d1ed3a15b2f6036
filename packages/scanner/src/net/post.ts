import type { HeaderList } from '../artifacts.ts';
import { Dialler } from './dial.ts';
import { HttpClient } from './http.ts';
import { Names, systemLookup, type Lookup } from './names.ts';
import { NetworkError } from './network.ts';
import { Pins } from './pins.ts';
import { defaultUserAgent } from './request-headers.ts';
import { TlsClient } from './tls.ts';

export interface PostRequest {
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string;
  /** For the whole exchange, ms. */
  readonly timeoutMs: number;
  /** Never to a private address, whatever the name resolves to. */
  readonly forbidPrivate: boolean;
  /** Replaces the system's name look-up. */
  readonly lookup?: Lookup;
}

const answerBytes = 65_536;

/**
 * Posts to a URL that somebody else chose (a webhook), past the same address guard as a scan, and returns the status.
 * A redirect is an answer as any other and not followed. Throws `NetworkError`.
 */
export async function post({
  url,
  headers,
  body,
  timeoutMs,
  forbidPrivate,
  lookup,
}: PostRequest): Promise<number> {
  const parsed = URL.parse(url);
  if (!parsed || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) {
    throw new NetworkError('invalid-url', `${JSON.stringify(url.slice(0, 200))} is not an http or https URL`);
  }
  const dialler = new Dialler({
    pins: new Pins([], []),
    names: new Names(lookup ?? systemLookup),
    tls: new TlsClient(undefined),
    proxy: null,
    forbidPrivate,
    insecure: false,
  });
  const http = new HttpClient({ dialler, insecure: false, timeoutMs });
  try {
    const { status } = await http.send({
      url: parsed,
      method: 'POST',
      headers: [['Host', parsed.host], ['User-Agent', defaultUserAgent], ...headers],
      body,
      maxBytes: answerBytes,
      skipsRedirectBody: true,
      reach: 'any',
      signal: undefined,
    });
    return status;
  } finally {
    http.close();
  }
}
