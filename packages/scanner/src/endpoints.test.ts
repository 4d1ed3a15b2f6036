import { expect, test } from 'vitest';
import type { Reference } from './artifacts.ts';
import { endpointsOf } from './endpoints.ts';

function reference(id: string, overrides: Partial<Reference>): Reference {
  return {
    id,
    library: 'websocket',
    role: 'connects',
    expression: 'new WebSocket(url)',
    url: 'wss://shop.test/live',
    protocols: [],
    location: { source: 'https://shop.test/app.js', line: 1, column: 1, snippet: '' },
    ...overrides,
  };
}
const party = (url: string) => (url.includes('shop.test') ? 'first' : 'third');

test('names, mentions and unresolved references make no endpoint', () => {
  const references = [
    reference('r1', { role: 'names' }),
    reference('r2', { role: 'mentions' }),
    reference('r3', { url: null, unresolved: 'the host comes from user input' }),
  ];
  expect(endpointsOf(references, party)).toEqual([]);
});

test('references to one URL share an endpoint, and loopback and third parties get their own', () => {
  const references = [
    reference('r1', {}),
    reference('r2', { url: 'ws://localhost:3000/' }),
    reference('r3', { protocols: ['graphql-transport-ws'], library: 'graphql-ws' }),
    reference('r4', { url: 'wss://push.example/', library: 'pusher' }),
  ];
  expect(endpointsOf(references, party)).toEqual([
    {
      url: 'wss://shop.test/live',
      library: 'graphql-ws',
      protocols: ['graphql-transport-ws'],
      party: 'first',
      references: ['r1', 'r3'],
      observations: [],
    },
    {
      url: 'ws://localhost:3000/',
      library: 'websocket',
      protocols: [],
      party: 'third',
      references: ['r2'],
      observations: [],
    },
    {
      url: 'wss://push.example/',
      library: 'pusher',
      protocols: [],
      party: 'third',
      references: ['r4'],
      observations: [],
    },
  ]);
});

test('what the library was given is kept for the probe', () => {
  const references = [reference('r1', { library: 'socket.io', dialect: { eio: '3' } })];
  expect(endpointsOf(references, party)).toEqual([
    {
      url: 'wss://shop.test/live',
      library: 'socket.io',
      protocols: [],
      party: 'first',
      references: ['r1'],
      observations: [],
      dialect: { eio: '3' },
    },
  ]);
});

test('clients of Socket.IO share a connection, on which each joins its namespace', () => {
  const references = ['/', '/admin', '/', '/a', '/b', '/c'].map((namespace, index) =>
    reference(`r${index}`, { library: 'socket.io', dialect: { eio: '4', namespace } }),
  );
  expect(endpointsOf(references, party).map(({ dialect }) => dialect)).toEqual([
    { eio: '4', namespace: '/,/admin,/a,/b' },
  ]);
});

test('of other libraries the first client is spoken for, and none of another library', () => {
  const references = [
    reference('r1', { library: 'websocket' }),
    reference('r2', { library: 'hocuspocus', dialect: { document: 'notes' } }),
    reference('r3', { library: 'hocuspocus', dialect: { document: 'tasks' } }),
    reference('r4', { library: 'socket.io', dialect: { namespace: '/' } }),
  ];
  expect(endpointsOf(references, party).map(({ library, dialect }) => [library, dialect])).toEqual([
    ['hocuspocus', { document: 'notes' }],
  ]);
});

test.each<[string, readonly Partial<Reference>[], string]>([
  ['a constructor', [{ protocols: ['graphql-transport-ws'] }], 'graphql-ws'],
  ['a constructor that offers one of the page first', [{ protocols: ['token', 'mqtt'] }], 'mqtt'],
  ['a client that only reconnects', [{ library: 'reconnecting-websocket', protocols: ['xmpp'] }], 'xmpp'],
  ['a client that offers none', [{ library: 'reconnecting-websocket' }, {}], 'reconnecting-websocket'],
  ['a constructor with names of the page', [{ protocols: ['chat', 'toString'] }], 'websocket'],
  ['a library', [{ protocols: ['graphql-ws'] }, { library: 'apollo' }], 'apollo'],
])('subprotocols name the library of an endpoint that no library opens: %s', (_, group, library) => {
  const references = group.map((overrides, index) => reference(`r${index}`, overrides));
  expect(endpointsOf(references, party).map((endpoint) => endpoint.library)).toEqual([library]);
});
