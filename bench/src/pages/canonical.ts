/** Socket URLs in a form in which two runs of the same page agree. */

/** Query parameters that name one connection, one moment or one visitor. */
const perConnection = new Set([
  'sid',
  't',
  '_primuscb',
  '_pk',
  'tid',
  'connectionToken',
  '_live_referer',
  '_mounts',
  '_mount_attempts',
]);

/**
 * The URL as `new URL` writes it, without what a library draws anew for each connection, its query sorted.
 * Null where the text is no absolute `ws`/`wss` URL.
 */
export function canonicalSocketUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return null;
  url.pathname = url.pathname.replace(/\/[0-9]{3}\/[a-z0-9]{8}\/websocket$/, '/000/wssure00/websocket');
  const engineIo = url.searchParams.has('EIO');
  const kept = [...url.searchParams].filter(
    ([name, value]) => !(perConnection.has(name) && (name !== 't' || engineIo)) && value !== 'wssure00',
  );
  url.search = new URLSearchParams(kept.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))).toString();
  url.hash = '';
  return url.href;
}

/** Scheme, host and port (without a default one): what two readings of a URL in prose agree on. */
export function authorityOf(text: string): string {
  const match = /^(wss?):\/\/([^/\s?#"'`<>\\),;]*)/i.exec(text);
  if (!match) return text.toLowerCase();
  const authority = `${match[1]}://${match[2]}`.toLowerCase().replace(/[.:]+$/, '');
  return authority.replace(authority.startsWith('wss') ? /:443$/ : /:80$/, '');
}

/** The contract's loopback: 127.0.0.0/8, `::1`, `localhost` and its subdomains. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname) || /(?:^|\.)localhost$/.test(hostname);
}
