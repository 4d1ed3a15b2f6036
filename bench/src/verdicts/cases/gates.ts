import type { OriginPolicy } from 'wssure';
import { page, type VerdictCase } from '../case.ts';
import { greet, serve, type Behaviour, type Hello } from '../ws-server.ts';

const token = 'u7Kq9ZxP2mWc4TfB';
const uuid = '3f2c9d1e-7a54-4b0e-9c61-0d8e5f7a2b34';
const inQuery = `/live?token=${token}`;

/** Endpoints whose URL or subprotocols carry what looks like a secret of the page's. */
export const gates: readonly VerdictCase[] = [
  gate('a token in the query, compared', 'token-gated', 'a foreign page cannot know the token', {
    path: inQuery,
    admit: ({ url }) => url.searchParams.get('token') === token || 401,
  }),
  gate('a token in the query, refused after the 101', 'token-gated', 'a foreign page cannot know the token', {
    path: inQuery,
    connected: (socket, { url }) =>
      url.searchParams.get('token') === token ? greet(socket) : socket.close(4401),
  }),
  gate('a token in the query, refused in words', 'token-gated', 'a foreign page cannot know the token', {
    path: inQuery,
    connected: (socket, { url }) =>
      url.searchParams.get('token') === token ? greet(socket) : socket.send('{"error":"invalid token"}'),
  }),
  gate('a random path', 'token-gated', 'a foreign page cannot know the path', {
    path: `/live/${uuid}`,
    admit: ({ url }) => url.pathname === `/live/${uuid}` || 404,
  }),
  gate('a token as subprotocol', 'token-gated', 'a foreign page cannot know the token', {
    protocols: ['bearer', token],
    admit: ({ protocols }) => protocols.includes(token) || 401,
  }),
  gate('a token in the query and the Origin', 'enforced', 'the Origin is compared as well', {
    path: inQuery,
    admit: ({ origin, url }) => origin === page && url.searchParams.get('token') === token,
  }),
  gate('a token in the query that must only be there', 'missing', 'any token will do', {
    path: inQuery,
    admit: ({ url }) => (url.searchParams.get('token') ?? '') !== '' || 401,
  }),
  gate('a token in the query that nobody reads', 'missing', 'it may be left out', { path: inQuery }),
  gate('a token in the query of which the length is checked', 'missing', 'any of that length will do', {
    path: inQuery,
    admit: ({ url }) => url.searchParams.get('token')?.length === token.length || 401,
  }),
  gate('a subprotocol that must only be there', 'missing', 'any will do', {
    protocols: ['bearer', token],
    admit: ({ protocols }) => protocols.length > 1 || 401,
  }),
  gate('a plain subprotocol that must be named', 'missing', 'whoever names it gets in', {
    protocols: ['shop.v1'],
    admit: ({ protocols }) => protocols.includes('shop.v1') || 400,
  }),
  gate('a plain subprotocol that must be named, and the Origin', 'enforced', 'the Origin is compared', {
    protocols: ['shop.v1'],
    admit: ({ origin, protocols }) => protocols.includes('shop.v1') && origin === page,
  }),
  {
    ...gate(
      'a ticket that is good for one connection',
      'undetermined',
      'the control itself is refused later',
      {},
    ),
    start: () => {
      const used = new Set<string>();
      return serve({ path: inQuery, admit: (hello) => firstUse(used, hello) || 401 });
    },
  },
];

function gate(name: string, policy: OriginPolicy, because: string, behaviour: Behaviour): VerdictCase {
  return { family: 'gate', name, policy, because, start: () => serve(behaviour) };
}

function firstUse(used: Set<string>, { url }: Hello): boolean {
  const ticket = url.searchParams.get('token') ?? '';
  const isFresh = ticket === token && !used.has(ticket);
  used.add(ticket);
  return isFresh;
}
