import { unknownArgument, unknownPart } from './client.ts';
import type { Argument, Dialled, Handshake } from './client.ts';

/**
 * What `new WebSocket(target)` puts on the wire in a document: WHATWG WebSockets, "obtain a WebSocket URL".
 *
 * @param baseUrl the document's base URL
 */
export function dialOf(target: Argument, baseUrl: string, more: Omit<Handshake, 'url'> = {}): Dialled {
  if (target === unknownArgument) return { unresolved: 'the URL is not known' };
  if (typeof target !== 'string') return { unresolved: 'the URL is no string' };
  const url = URL.parse(target, baseUrl);
  if (url === null) return { unresolved: 'the URL is not valid' };
  if (url.protocol === 'http:' || url.protocol === 'https:')
    url.protocol = url.protocol.replace('http', 'ws');
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:')
    return { unresolved: `the scheme is ${url.protocol}` };
  if (url.href.includes('#')) return { unresolved: 'the URL has a fragment' };
  return { url: url.href, ...more };
}

/** An argument as it becomes part of a URL; what is not known stands as `unknownPart`. */
export function spelled(argument: Argument): string {
  const isText = argument === null || (typeof argument !== 'symbol' && typeof argument !== 'object');
  return isText ? String(argument) : unknownPart;
}

/** An argument as a condition takes it, where what is not known counts as set. */
export function isSet(argument: Argument): boolean {
  return argument === unknownArgument || Boolean(argument);
}

/** An argument that lists subprotocols, as the constructor takes it. */
export function protocolsOf(argument: Argument): Pick<Handshake, 'protocols'> {
  const given = typeof argument === 'string' ? [argument] : argument;
  if (!Array.isArray(given)) return {};
  const protocols = given.filter((item): item is string => typeof item === 'string');
  return protocols.length === 0 ? {} : { protocols };
}

/** A text without the slashes that it ends with. */
export function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}
