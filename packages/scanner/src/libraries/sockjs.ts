import { unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { defineLibrary } from './library.ts';

/** The server and session parts of a SockJS path, random in every client, in the form that scans compare. */
const canonicalSession = '/000/wssure00/websocket';

/**
 * SockJS 0.3 protocol, "Base URL" and "WebSocket transport": the base URL is resolved against the page, and must
 * be http(s); the client appends `/<server>/<session>/websocket`.
 */
function dials({ args: [target], baseUrl }: ClientCall): readonly Dialled[] {
  if (target === undefined) return [];
  if (typeof target !== 'string')
    return [{ unresolved: target === unknownArgument ? 'the URL is not known' : 'the URL is no string' }];
  const base = URL.parse(target, baseUrl);
  if (base === null) return [{ unresolved: 'the URL is not valid' }];
  if (base.protocol !== 'http:' && base.protocol !== 'https:')
    return [{ unresolved: 'SockJS takes http: and https: URLs only' }];
  base.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
  base.hash = '';
  base.search = '';
  base.pathname = base.pathname.replace(/\/$/, '') + canonicalSession;
  return [{ url: base.href }];
}

export const sockjs = defineLibrary({
  id: 'sockjs',
  name: 'SockJS',
  docs: 'https://github.com/sockjs/sockjs-client',
  client: {
    globals: { SockJS: 'SockJS' },
    aliases: { default: 'SockJS' },
    packages: ['sockjs-client'],
    scripts: [/\bsockjs(?:-client|-[\d.]+)?(?:@[\w.-]+)?(?:[/.-][\w./-]*)?\.js\b/i],
    entries: [{ path: 'SockJS', source: ["Failed to construct 'SockJS: 1 argument required"], dials }],
    internals: [['WebSocket connection broken'], ['[object process]', 'faye-websocket']],
  },
});
