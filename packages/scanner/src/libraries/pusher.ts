import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, isSet, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';

/** The release whose version the URL carries where the page's own is not known: servers take any. */
const usualVersion = '8.6.0';

/**
 * `new Pusher(key, options)`. The cluster names the host unless `wsHost` does. An https page gets TLS whatever
 * `forceTLS` says; an http page gets it since version 6 unless `forceTLS` is false.
 */
function dials({ args: [key, options], ...call }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  const dialled = pusherUrl(key, options, call);
  return dialled === null ? [] : [dialOf(dialled, call.baseUrl)];
}

/** The URL that pusher-js makes of its arguments; null where it dials no WebSocket or throws. */
export function pusherUrl(
  key: Argument,
  options: Argument,
  { pageUrl, version }: Pick<ClientCall, 'pageUrl' | 'version'>,
): string | null {
  const major = Number.parseInt(version ?? usualVersion, 10);
  const host = hostOf(options, major);
  if (key === undefined || key === null || host === null || !isEnabled(options)) return null;
  const isSecure = new URL(pageUrl).protocol === 'https:' || forcesTls(options, major);
  const port = isSecure ? memberOf(options, 'wssPort') || 443 : memberOf(options, 'wsPort') || 80;
  const path = isSet(memberOf(options, 'wsPath')) ? spelled(memberOf(options, 'wsPath')) : '';
  const query = `protocol=7&client=js&version=${releaseOf(version)}&flash=false`;
  return `${isSecure ? 'wss' : 'ws'}://${host}:${spelled(port)}${path}/app/${spelled(key)}?${query}`;
}

function hostOf(options: Argument, major: number): string | null {
  const host = memberOf(options, 'wsHost');
  const cluster = memberOf(options, 'cluster');
  if (major >= 8 && (!isRecord(options) || cluster === undefined || cluster === null)) return null;
  if (isSet(host)) return spelled(host);
  if (major >= 8 || isSet(cluster)) return `ws-${spelled(cluster)}.pusher.com`;
  return major >= 6 ? 'ws-mt1.pusher.com' : 'ws.pusherapp.com';
}

function forcesTls(options: Argument, major: number): boolean {
  const forced = memberOf(options, 'forceTLS');
  return major >= 6 ? forced !== false : forced === true;
}

function isListed(list: Argument): boolean {
  return Array.isArray(list) && list.includes('ws');
}

/** The transport `ws` is both schemes' first; `wss` is only the second try of a page without TLS. */
function isEnabled(options: Argument): boolean {
  const enabled = memberOf(options, 'enabledTransports');
  const disabled = memberOf(options, 'disabledTransports');
  return (
    (!Array.isArray(enabled) || isListed(enabled) || enabled.includes(unknownArgument)) && !isListed(disabled)
  );
}

/** js.pusher.com has folders of two components (`8.2`) beside those of three. */
function releaseOf(version: string | null): string {
  const [major, minor, patch = '0'] = (version ?? '').split('.');
  return minor === undefined ? usualVersion : `${major}.${minor}.${patch}`;
}

export const pusher = defineLibrary({
  id: 'pusher',
  name: 'Pusher Channels',
  docs: 'https://pusher.com/docs/channels/using_channels/connection/',
  client: {
    globals: { Pusher: 'Pusher' },
    aliases: { default: 'Pusher' },
    packages: ['pusher-js'],
    scripts: [/\/\/js\.pusher\.com\//i, /\bpusher-js\b/i, /\/pusher(?:-with-encryption)?(?:[.-]min)?\.js\b/i],
    entries: [{ path: 'Pusher', source: ['/timeline/v2/', 'global_emitter', 'getStrategy'], dials }],
    internals: [['.getWebSocketAPI()']],
    versionOf: (_source, script = '') =>
      /\bVERSION:\s*["'`](\d+\.\d+\.\d+)["'`],\s*PROTOCOL\b/.exec(script)?.[1] ?? null,
  },
});
