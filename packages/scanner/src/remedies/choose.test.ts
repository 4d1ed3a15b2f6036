import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../artifacts.ts';
import { endpoint, message, observation, page } from '../rules/testing/facts.ts';
import { originCaveat } from './caveats.ts';
import { chooseRecipe } from './choose.ts';
import type { Sighting } from './remedy.ts';

const bare: HeaderList = [
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Accept', 'x'],
];

function answeredWith(responseHeaders: HeaderList): Sighting {
  const observations = [observation('control', { responseHeaders })];
  return { endpoint: endpoint('wss://live.shop.test/feed', { observations }), page: page(), sources: [] };
}

describe('the recipe of a finding', () => {
  test('is that of the stack which the answers fit, filled in and said to be a guess', () => {
    const choice = chooseRecipe('origin-not-validated', answeredWith(bare));
    expect(choice).toEqual({
      recipe: 'node-ws',
      stack: 'ws (Node.js)',
      title: 'Compare the Origin in verifyClient',
      place: 'Where the WebSocketServer is made on an HTTP server.',
      language: 'js',
      code: expect.stringContaining("new Set(['https://shop.test'])"),
      page: 'docs/fixes/node-ws.md',
      guess: true,
      because: 'recognised by the bare 101 that ws and what is built on it write',
      caveat: originCaveat,
      alternatives: expect.arrayContaining([expect.objectContaining({ recipe: 'node-ws-noserver' })]),
    });
  });

  test.each([
    ['wss://shop.test/feed', 'location /feed {'],
    ['wss://shop.test/chat/000/wssure00/websocket', 'location /chat {'],
    ['wss://shop.test/', 'location /live {'],
  ])('names the path of %s', (url, line) => {
    const observations = [observation('control', { responseHeaders: [['Server', 'nginx']] })];
    const sighting = { endpoint: endpoint(url, { observations }), page: page(), sources: [] };
    expect(chooseRecipe('origin-not-validated', sighting)?.code.split('\n')).toContain(`  ${line}`);
  });

  test('is a guess without a reason where nothing tells the stack, and has no alternatives', () => {
    const choice = chooseRecipe('origin-not-validated', answeredWith([['X-Unknown', 'yes']]));
    expect(choice).toMatchObject({
      guess: true,
      because: 'nothing in the answers tells which software gave them',
      alternatives: [],
    });
  });

  test('of an Express page with a bare 101 is that of ws, with what is built on it beside', () => {
    const sighting = {
      endpoint: endpoint('wss://shop.test/feed', {
        observations: [observation('control', { responseHeaders: bare })],
      }),
      page: page({ url: 'https://shop.test/', headers: [['X-Powered-By', 'Express']] }),
      sources: [],
    };
    const choice = chooseRecipe('origin-not-validated', sighting);
    expect([choice?.recipe, choice?.guess]).toEqual(['node-ws', true]);
    expect(choice?.alternatives.map(({ recipe }) => recipe)).toEqual(
      expect.arrayContaining(['node-ws-noserver', 'node-express-ws', 'node-nest']),
    );
  });

  test('of an application that names itself has beside it what stands before it, and no guesses', () => {
    const opened = `0{"sid":"${'x'.repeat(20)}","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1}`;
    const observations = [
      observation('control', {
        responseHeaders: bare,
        messages: [message(opened)],
      }),
    ];
    const behind = (headers: HeaderList): unknown[] => {
      const sighting = {
        endpoint: endpoint('wss://shop.test/socket.io/?EIO=4&transport=websocket', {
          observations,
          library: 'socket.io',
        }),
        page: page({ url: 'https://shop.test/', headers }),
        sources: [],
      };
      const choice = chooseRecipe('origin-not-validated', sighting);
      return [choice?.recipe, choice?.guess, choice?.alternatives.map(({ recipe }) => recipe)];
    };
    expect(behind([])).toEqual(['node-socketio', false, []]);
    expect(behind([['X-Varnish', '32770']])).toEqual(['node-socketio', false, ['varnish-origin']]);
  });

  test('of a proxy that names itself has the applications that the answers fit beside it', () => {
    const observations = [
      observation('control', { responseHeaders: bare }),
      observation('null', { outcome: 'rejected', status: 403, responseHeaders: [['X-Varnish', '5']] }),
    ];
    const sighting = { ...answeredWith([]), endpoint: endpoint('wss://shop.test/feed', { observations }) };
    const choice = chooseRecipe('origin-not-validated', sighting);
    expect([choice?.recipe, choice?.guess]).toEqual(['varnish-origin', false]);
    expect(choice?.alternatives.map(({ recipe }) => recipe)).toEqual([
      'node-ws',
      'node-ws-noserver',
      'node-fastify',
      'gorilla',
      'faye-websocket',
      'em-websocket',
    ]);
  });

  test('is none for a rule that no recipe fixes', () => {
    expect(chooseRecipe('coverage-limited', answeredWith(bare))).toBeNull();
  });
});

describe('what a recipe is filled in with', () => {
  const nginx = answeredWith([['Server', 'nginx']]);
  const seen = (origin: string): Sighting => ({
    ...nginx,
    endpoint: endpoint('ws://live.shop.test/feed', {
      observations: [observation('control', { origin, responseHeaders: [['Server', 'nginx']] })],
    }),
  });

  test("a list of origins has the page's, as browsers send it now", () => {
    const choice = chooseRecipe('origin-not-validated', seen('http://www.shop.test:3000'));
    expect(choice).toMatchObject({ recipe: 'nginx-origin', guess: false });
    expect(choice?.code).toContain('"http://www.shop.test:3000"  1;');
    expect(choice?.code).toContain('server_name live.shop.test;');
  });

  test('a redirect has the host, once it has TLS', () => {
    const choice = chooseRecipe('plaintext-endpoint', seen('http://www.shop.test:3000'));
    expect(choice?.code).toContain('return 301 https://live.shop.test$request_uri;');
    expect(choice?.caveat).toBeUndefined();
  });
});
