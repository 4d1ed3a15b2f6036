import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, isSet, protocolsOf, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';
import { withoutParameters } from './query.ts';

/** `new PartySocket({ host, room, party, … })`: TLS unless the host looks like one of a private network. */
function dials({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  if (!isRecord(options)) return [];
  const host = spelled(options['host'])
    .replace(/^(?:https?|wss?):\/\//, '')
    .replace(/\/$/, '');
  const scheme = options['protocol'] || (isPrivate(host) ? 'ws' : 'wss');
  const url = `${spelled(scheme)}://${host}/${pathOf(options)}?${queryOf(options)}`;
  return [dialOf(url.replace(/\?$/, ''), baseUrl, protocolsOf(memberOf(options, 'protocols')))];
}

function pathOf(options: Argument): string {
  const base = memberOf(options, 'basePath');
  const path = memberOf(options, 'path');
  const room = `${spelled(memberOf(options, 'prefix') || 'parties')}/${spelled(memberOf(options, 'party') ?? 'main')}/${spelled(memberOf(options, 'room'))}`;
  return `${isSet(base) ? spelled(base) : room}${isSet(path) ? `/${spelled(path)}` : ''}`;
}

function queryOf(options: Argument): URLSearchParams {
  const id = memberOf(options, 'id');
  const query = memberOf(options, 'query');
  const given = isRecord(query) ? Object.entries(query) : [];
  return new URLSearchParams([
    ...(isSet(id) ? [['_pk', spelled(id)]] : []),
    ...given
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, spelled(value)]),
  ]);
}

/** The client's own test, by the host's first characters and with a port for loopback. */
function isPrivate(host: string): boolean {
  return /^(?:localhost:|127\.0\.0\.1:|192\.168\.|10\.|172\.(?:1[6-9]|2\d|3[01])(?:\.|$)|\[::ffff:7f00:1\]:)/.test(
    host,
  );
}

export const partykit = defineLibrary({
  id: 'partykit',
  name: 'PartyKit',
  docs: 'https://docs.partykit.io/reference/partysocket-api/',
  canonicalUrl: (url) =>
    withoutParameters(
      url,
      (name, value) => name === '_pk' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value),
    ),
  client: {
    globals: { PartySocket: 'PartySocket' },
    aliases: { default: 'PartySocket' },
    packages: ['partysocket'],
    scripts: [/\bpartysocket@[\d.]+/i, /\/partysocket(?:\.min)?\.js\b/i],
    entries: [{ path: 'PartySocket', source: ['startClosed', 'partySocketOptions'], dials }],
    internals: [['_connectLock', '_addListeners', 'protocols']],
  },
});
