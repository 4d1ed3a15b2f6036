/**
 * The URL that a browser puts on the wire for a WebSocket constructor's argument: the URL steps of the WHATWG
 * WebSockets Standard ("obtain a WebSocket URL"), in force since relative and http(s) URLs were admitted in 2023.
 *
 * @param input the argument, as a string
 * @param base the document's base URL, or the worker script's URL
 * @returns the URL, serialised; or why the constructor throws a SyntaxError
 */
export function webSocketUrl(input: string, base: string): { url: string } | { error: string } {
  const url = URL.parse(input, base);
  if (url === null) return { error: `${quoted(input)} is not a URL` };
  if (url.protocol === 'http:') url.protocol = 'ws:';
  else if (url.protocol === 'https:') url.protocol = 'wss:';
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    return { error: `the scheme of ${quoted(input)} is ${url.protocol}, not ws: or wss:` };
  }
  // An empty fragment is a fragment too, and `hash` does not tell it from none.
  if (url.href.includes('#')) return { error: `${quoted(input)} has a fragment` };
  return { url: url.href };
}

function quoted(input: string): string {
  const clipped = input.length > 100 ? `${input.slice(0, 99)}…` : input;
  return JSON.stringify(clipped);
}
