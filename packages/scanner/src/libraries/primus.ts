import type { ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary } from './library.ts';
import { withoutParameters } from './query.ts';

/**
 * `new Primus(url)`. The library comes from the server with its path in it, `/primus` unless configured; the URL's
 * own path is not used. Its query stays, with a cache buster behind it.
 */
function dials({ args: [target], pageUrl }: ClientCall): readonly Dialled[] {
  const page = new URL(pageUrl);
  if (typeof target === 'symbol') return [{ unresolved: 'the URL is not known' }];
  const given = typeof target === 'string' && target !== '' ? URL.parse(target, pageUrl) : page;
  if (given === null) return [{ unresolved: 'the URL is not valid' }];
  const isSecure = given.protocol === 'https:' || given.protocol === 'wss:';
  const query = given === page ? '' : given.search;
  return [dialOf(`${isSecure ? 'wss' : 'ws'}://${given.host}/primus${query}`, pageUrl)];
}

export const primus = defineLibrary({
  id: 'primus',
  name: 'Primus',
  docs: 'https://github.com/primus/primus#connecting-from-the-browser',
  canonicalUrl: (url) => withoutParameters(url, (name) => name === '_primuscb'),
  client: {
    globals: { Primus: 'Primus' },
    aliases: { default: 'Primus', connect: 'Primus' },
    packages: ['primus-client'],
    scripts: [/\/primus(?:\/primus)?(?:\.min)?\.js\b/i],
    entries: [{ path: 'Primus', source: ['AVOID_WEBSOCKETS', 'NETWORK_EVENTS', 'pingTimeout'], dials }],
    internals: [
      ['Missing required `ws` module'],
      ['function connect(url, options)', 'return new Primus(url, options)'],
    ],
  },
});
