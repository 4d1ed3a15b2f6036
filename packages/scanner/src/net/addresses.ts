import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type Ipaddr from 'ipaddr.js';

/** CommonJS: an `import` of it would add the parsing of its exports to every start. */
const ipaddr: typeof Ipaddr = createRequire(import.meta.url)('ipaddr.js');

/** Azure's platform address: inside global unicast space, answered by the host of every virtual machine there. */
const platformAddresses = new Set(['168.63.129.16']);

/** IANA hands out global unicast addresses from this block only (RFC 4291 section 2.4, IANA IPv6 registry). */
const ipv6GlobalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public Internet's: not private, loopback, link-local, metadata, multicast,
 * reserved, or one that carries another address inside (IPv4-mapped is looked into; NAT64, 6to4 and Teredo are
 * refused whole). False for what is not an IP address. A zone id is ignored.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || platformAddresses.has(parsed.toString())) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(ipv6GlobalUnicast);
}

/**
 * A host name as it is compared and looked up: lower case, without the brackets of an IPv6 literal and
 * without the dot of a fully qualified name.
 */
export function bareHost(hostname: string): string {
  const host = hostname.toLowerCase();
  if (host.startsWith('[') && host.endsWith(']')) return host.slice(1, -1);
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

/** Host and port as in a URL's authority. */
export function authority(hostname: string, port: number): string {
  const host = bareHost(hostname);
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}
