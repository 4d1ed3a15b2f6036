import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { Argument, ClientCall, Dialled } from './client.ts';
import { dialOf, isSet, spelled } from './dial.ts';
import { defineLibrary } from './library.ts';

/**
 * `getDatabase(app, url)` of the Realtime Database; Firestore and the others use no WebSocket. Without a URL it is
 * the app's `databaseURL`, and without that the default of its project.
 */
function dials({ args: [app, url], baseUrl }: ClientCall): readonly Dialled[] {
  const options = memberOf(app, '_options') ?? memberOf(app, 'options');
  const target = isSet(url) ? url : databaseOf(options);
  if (typeof target !== 'string') return [{ unresolved: "the app's database URL is not known" }];
  const application = memberOf(options, 'appId');
  const query = [`v=5`, ...(isSet(application) ? [`p=${spelled(application)}`] : [])];
  return [dialOf(handshakeOf(target, query), baseUrl)];
}

function databaseOf(options: Argument): Argument {
  if (!isRecord(options)) return unknownArgument;
  const { databaseURL, projectId } = options;
  if (databaseURL !== undefined) return databaseURL;
  return isSet(projectId) ? `${spelled(projectId)}-default-rtdb.firebaseio.com` : unknownArgument;
}

/** The scheme counts where a port is given only. Hosts outside firebaseio.com name the database in the query. */
function handshakeOf(database: string, query: readonly string[]): string {
  const [, scheme = 'https', rest = ''] = /^(?:(\w+):\/\/)?(.*)$/s.exec(database) ?? [];
  const host = /^[^/?]*/.exec(rest)?.[0].toLowerCase() ?? '';
  const isSecure = !host.includes(':') || scheme === 'https' || scheme === 'wss';
  const [subdomain = ''] = host.split('.');
  const domain = host.slice(subdomain.length + 1);
  const given = new URLSearchParams(/\?.*$/s.exec(rest)?.[0] ?? '').get('ns');
  const isCustom = domain !== 'firebaseio.com' && domain !== 'firebaseio-demo.com';
  const name = isCustom || given !== null ? [`ns=${given ?? subdomain}`] : [];
  return `${isSecure ? 'wss' : 'ws'}://${host}/.ws?${[...query, ...name].join('&')}`;
}

export const firebase = defineLibrary({
  id: 'firebase',
  name: 'Firebase Realtime Database',
  docs: 'https://firebase.google.com/docs/database/web/start',
  client: {
    globals: {},
    packages: ['firebase/database', '@firebase/database'],
    scripts: [/\/firebase-database\.js\b/i],
    entries: [{ path: 'getDatabase', source: ['_instanceStarted', 'getImmediate', 'database'], dials }],
    internals: [['Error instantiating WebSocket']],
  },
});
