import type { Observation } from '../artifacts.ts';
import { asHttp2 } from '../net/upgrade-stream.ts';
import type { Http2Door } from '../net/handshake-http2.ts';
import type { ProbeSetting } from './probe.ts';
import { compareOrigins } from './rounds.ts';

/**
 * The control and the foreign Origin over HTTP/2, where the server offers WebSockets there (RFC 8441): a check that
 * looks at `Upgrade` requests only misses these. Whether it does is asked at once; the handshakes wait for `before`,
 * so that those over HTTP/1.1 are not disturbed.
 */
export async function probeHttp2(setting: ProbeSetting, before: Promise<unknown>): Promise<Observation[]> {
  const { endpoint, network } = setting;
  if (!endpoint.url.startsWith('wss:')) return [];
  const door = await open(setting);
  if (!door) return [];
  try {
    await before;
    const overHttp2 = { ...setting, network: { ...network, dial: door.dial } };
    const seen = await compareOrigins(overHttp2, {
      foreign: true,
      controlAgain: false,
      tokens: [],
      variants: [],
    });
    return seen.map(asHttp2);
  } finally {
    door.close();
  }
}

async function open({ endpoint, network, options, limiter }: ProbeSetting): Promise<Http2Door | null> {
  const { openHttp2 } = await import('../net/handshake-http2.ts');
  const { timeoutMs, signal } = options;
  const request = { url: endpoint.url, timeoutMs, ...(signal && { signal }) };
  // A server that cannot be reached says so in the handshakes over HTTP/1.1.
  return limiter.run(new URL(endpoint.url).host, () => openHttp2(request, network)).catch(() => null);
}
