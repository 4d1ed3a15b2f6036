import { expect, test } from 'vitest';
import type { HeaderList } from '../artifacts.ts';
import { endpoint, message, observation } from '../rules/testing/facts.ts';
import { chooseRecipe } from './choose.ts';

/** Header lines of a 101, as they came over the wire. */
function lines(text: string): HeaderList {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', ...value] = line.trim().split(': ');
      return [name, value.join(': ')] as const;
    });
}

const switching = 'Upgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: x';
const date = 'Date: Thu, 26 Nov 2026 11:44:31 GMT';

// Recorded from the packages of Debian 12 that `npm run bench:remedies` starts.
test.each<[string, string, 'named' | 'guessed']>([
  [
    'python-websockets',
    `${switching}\nSec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=12; client_max_window_bits=12\n${date}\nServer: Python/3.11 websockets/10.4`,
    'named',
  ],
  [
    'fastapi',
    `${switching}\nSec-WebSocket-Extensions: permessage-deflate\n${date}\nServer: Python/3.11 websockets/10.4`,
    'guessed',
  ],
  [
    'aiohttp',
    `Upgrade: websocket\nConnection: upgrade\nSec-WebSocket-Accept: x\nContent-Type: application/octet-stream\n${date}\nServer: Python/3.11 aiohttp/3.8.4`,
    'named',
  ],
  [
    'tornado',
    `Server: TornadoServer/6.2\n${date}\nUpgrade: websocket\nConnection: Upgrade\nSec-Websocket-Accept: x`,
    'named',
  ],
  [
    'django-channels',
    'Server: daphne\nUpgrade: WebSocket\nConnection: Upgrade\nSec-WebSocket-Accept: x',
    'named',
  ],
  [
    'autobahn',
    'Server: AutobahnPython/22.7.1\nUpgrade: WebSocket\nConnection: Upgrade\nSec-WebSocket-Accept: x',
    'named',
  ],
  ['coder-websocket', 'Connection: Upgrade\nSec-Websocket-Accept: x\nUpgrade: websocket', 'guessed'],
  [
    'tomcat',
    `Upgrade: websocket\nConnection: upgrade\nSec-WebSocket-Accept: x\nSec-WebSocket-Extensions: permessage-deflate;client_max_window_bits=15\n${date}`,
    'guessed',
  ],
  [
    'jetty',
    `${date}\nConnection: Upgrade\nSec-WebSocket-Accept: x\nServer: Jetty(9.4.57.v20241219)\nUpgrade: WebSocket`,
    'named',
  ],
  [
    'mojolicious',
    `Connection: Upgrade\n${date}\nSec-WebSocket-Accept: x\nServer: Mojolicious (Perl)\nUpgrade: websocket`,
    'named',
  ],
  ['libwebsockets', 'Upgrade: WebSocket\nConnection: Upgrade\nSec-WebSocket-Accept: x', 'guessed'],
  [
    'websocketpp',
    'Connection: Upgrade\nSec-WebSocket-Accept: x\nServer: WebSocket++/0.8.2\nUpgrade: websocket',
    'named',
  ],
  [
    'beast',
    'Upgrade: websocket\nConnection: upgrade\nSec-WebSocket-Accept: x\nServer: Boost.Beast/300',
    'named',
  ],
  ['libsoup', `Server: shop libsoup/3.2.3\n${date}\n${switching}`, 'named'],
])('%s is shown for its own 101, %s', (recipe, headers, how) => {
  const observations = [observation('control', { responseHeaders: lines(headers) })];
  const seen = { endpoint: endpoint('wss://shop.test/live', { observations }), page: null, sources: [] };
  expect(chooseRecipe('origin-not-validated', seen)).toMatchObject({ recipe, guess: how === 'guessed' });
});

test('what writes the bare 101 of ws is listed behind it', () => {
  const observations = [observation('control', { responseHeaders: lines(switching) })];
  const seen = { endpoint: endpoint('wss://shop.test/live', { observations }), page: null, sources: [] };
  const choice = chooseRecipe('origin-not-validated', seen);
  expect(choice).toMatchObject({ recipe: 'node-ws', guess: true });
  expect(choice?.alternatives.map(({ recipe }) => recipe)).toEqual(
    expect.arrayContaining(['gorilla', 'faye-websocket', 'em-websocket']),
  );
});

test.each(['{"type":"welcome"}', '{"type":"disconnect","reason":"unauthorized","reconnect":false}'])(
  'Action Cable is told by its first message, %s',
  (text) => {
    const observations = [
      observation('control', { responseHeaders: lines(switching), messages: [message(text)] }),
    ];
    const seen = { endpoint: endpoint('wss://shop.test/cable', { observations }), page: null, sources: [] };
    expect(chooseRecipe('origin-not-validated', seen)).toMatchObject({ recipe: 'actioncable', guess: false });
  },
);
