import { isRecord, memberOf, unknownArgument } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary } from './library.ts';

const protocol = 'graphql-transport-ws';

/** `createClient({ url })`: the URL goes to the browser as it is, on the first operation where the client is lazy. */
function dials({ args: [options], baseUrl }: ClientCall): readonly Dialled[] {
  if (options === unknownArgument) return [{ unresolved: 'the options are not known' }];
  if (!isRecord(options)) return [];
  return [dialOf(memberOf(options, 'url'), baseUrl, { protocols: [protocol] })];
}

const ownFunction = ['connectionAckWaitTimeout', 'lazyCloseTimeout', 'retryAttempts'];

export const graphqlWs = defineLibrary({
  id: 'graphql-ws',
  name: 'graphql-ws',
  docs: 'https://the-guild.dev/graphql/ws',
  client: {
    globals: { graphqlWs: '' },
    aliases: { default: '' },
    packages: ['graphql-ws'],
    scripts: [/\bgraphql-ws(?:@[\w.-]+)?\/(?:umd|lib|dist)\//i],
    entries: [{ path: 'createClient', source: ownFunction, dials }],
    internals: [ownFunction],
  },
});
