import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../artifacts.ts';
import { endpoint, observation } from '../rules/testing/facts.ts';
import { byPythonSocketio, byAsgiServer, byWebsockets } from './python-signs.ts';
import type { Sighting } from './remedy.ts';

type Library = Sighting['endpoint']['library'];

function answered(responseHeaders: HeaderList, library: Library = 'websocket'): Sighting {
  const observations = [observation('control', { responseHeaders })];
  return { endpoint: endpoint('wss://shop.test/live', { observations, library }), page: null, sources: [] };
}

const server = ['Server', 'Python/3.11 websockets/10.4'] as const;
const by = 'the header "Server: Python/3.11 websockets/10.4"';

describe('websockets and uvicorn, which uses it', () => {
  test.each<[string, HeaderList, ReturnType<typeof byWebsockets>, ReturnType<typeof byAsgiServer>]>([
    [
      'the own server, by its window bits',
      [['Sec-WebSocket-Extensions', 'permessage-deflate; server_max_window_bits=12'], server],
      { certainty: 'named', by },
      null,
    ],
    [
      'uvicorn, by a bare extension',
      [['Sec-WebSocket-Extensions', 'permessage-deflate'], server],
      { certainty: 'fits', by },
      { certainty: 'fits', by: 'a 101 of the Python package websockets as uvicorn writes it' },
    ],
    ['either, without compression', [server], { certainty: 'fits', by }, null],
    [
      'uvicorn by its name',
      [['server', 'uvicorn']],
      null,
      { certainty: 'fits', by: 'the header "Server: uvicorn"' },
    ],
    [
      'hypercorn, which brings a WebSocket of its own',
      [['server', 'hypercorn-h11']],
      null,
      { certainty: 'fits', by: 'the header "Server: hypercorn-h11"' },
    ],
    ['neither', [['Server', 'nginx']], null, null],
  ])('%s', (_, headers, websockets, uvicorn) => {
    expect([byWebsockets(answered(headers)), byAsgiServer(answered(headers))]).toEqual([websockets, uvicorn]);
  });
});

test('Socket.IO from a Python server is python-socketio, other sockets of it are not, and other servers neither', () => {
  expect([
    byPythonSocketio(answered([server], 'socket.io')),
    byPythonSocketio(answered([['Server', 'gunicorn']], 'engine.io')),
    byPythonSocketio(answered([server])),
    byPythonSocketio(answered([['Server', 'nginx']], 'socket.io')),
  ]).toEqual([
    { certainty: 'named', by },
    { certainty: 'named', by: 'the header "Server: gunicorn"' },
    null,
    null,
  ]);
});
