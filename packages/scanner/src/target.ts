import { TargetError } from './errors.ts';
import { webSocketUrl } from './extract/websocket-url.ts';

/**
 * The URL to scan, normalised as browsers do (WHATWG URL), without its fragment.
 * Throws `TargetError` for what is not an http(s) URL.
 */
export function parseTarget(target: string): string {
  const url = parseOrNull(target);
  if (!url) {
    throw new TargetError(
      'invalid-url',
      `${quote(target)} is not a URL: give one like https://shop.example/`,
    );
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new TargetError(
      'unsupported-scheme',
      `${quote(target)} is not an http or https URL: give the page that opens the socket` +
        (url.protocol.startsWith('ws') ? ', or probe the socket itself with "wssure probe"' : ''),
    );
  }
  url.hash = '';
  return url.href;
}

/** The folder that a page's URL names: of a page by its file name the folder that it is in. Ends in a slash. */
export function folderUrl(target: string): string {
  const url = new URL(target);
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/[^/]*\.x?html?$/i, '').replace(/\/?$/, '/');
  return url.href;
}

/**
 * The URL of an endpoint that is named directly (`wssure probe`), by the rules of the WebSocket constructor.
 * Throws `TargetError` for what a browser could not dial.
 */
export function parseEndpointUrl(target: string): string {
  const absolute = parseOrNull(target);
  if (!absolute)
    throw new TargetError(
      'invalid-url',
      `${quote(target)} is not a URL: give one like wss://shop.example/live`,
    );
  const parsed = webSocketUrl(target, absolute.href);
  if ('error' in parsed)
    throw new TargetError('invalid-url', `${quote(target)} is not a WebSocket URL: ${parsed.error}`);
  return parsed.url;
}

function parseOrNull(target: string): URL | null {
  return URL.canParse(target) ? new URL(target) : null;
}

function quote(text: string): string {
  const clipped = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return JSON.stringify(clipped);
}
