import type { Endpoint, ScanScope } from '../artifacts.ts';
import type { Evidence } from '../report.ts';
import type { ProofSource } from '../rules/rule.ts';
import { curlOfHandshake, curlOfRequest, curlOfTls } from './curl.ts';
import { exchangeOfHandshake, exchangeOfRequest } from './exchange.ts';
import { demonstrationPage } from './page.ts';

/** What the proof is made for. */
export interface ProofContext {
  /** The endpoint of the finding. */
  readonly endpoint: Pick<Endpoint, 'url' | 'library' | 'dialect'>;
  readonly scope: Pick<ScanScope, 'pageOrigin' | 'wayOut'>;
  /** Masks what looks like a credential in any JSON-like value; called before headers become lines. */
  readonly mask: <T>(value: T) => T;
}

/**
 * The proof of a finding, for its `evidence`: the exchange that shows it (heads as lines), a `curl` line that repeats
 * it (null where curl cannot: it has no WebSocket over HTTP/2), and a page that shows it in a browser. Pure.
 */
export function proofOf(source: ProofSource, { endpoint, scope, mask }: ProofContext): Evidence {
  if ('tls' in source) return { exchange: null, curl: curlOfTls(mask(source.tls), scope.wayOut), page: null };
  if ('request' in source) {
    const seen = mask(source.request);
    return { exchange: exchangeOfRequest(seen), curl: curlOfRequest(seen, scope.wayOut), page: null };
  }
  const seen = mask(source.handshake);
  const shown = { ...endpoint, url: mask(seen.url ?? endpoint.url) };
  return {
    exchange: exchangeOfHandshake(seen, shown),
    curl: seen.transport === 'h2' ? null : curlOfHandshake(seen, shown.url, scope.wayOut),
    page: source.page ? demonstrationPage({ seen, endpoint: shown, as: source.page, scope }) : null,
  };
}
