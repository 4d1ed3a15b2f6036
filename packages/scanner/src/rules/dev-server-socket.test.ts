import { describe, expect, test } from 'vitest';
import rule from './dev-server-socket.ts';
import { endpoint, facts, judge, message, observation, page, source } from './testing/facts.ts';

const deployed =
  'Such a server is made for one developer: it tells whoever connects when and what is being built, its errors with source code and paths, and its kind has let other websites read its sources. In a page that visitors load it has no use.';
const local =
  'This page is on your own machine, where that is as it should be while you develop; it must not be in what you deploy.';
const client = source({ url: 'https://shop.test/@vite/client', kind: 'module', devServer: 'vite' });

describe('dev-server-socket', () => {
  test('warns of the socket of a deployed page', () => {
    const url = 'wss://shop.test/?token=VUNlbYEJ0lVV';
    const endpoints = [endpoint(url, { protocols: ['vite-hmr'] }), endpoint('wss://shop.test/live')];
    expect(judge(rule, facts({ endpoints, sources: [source(), client] }))).toEqual([
      {
        kind: 'finding',
        endpoint: url,
        references: ['r1'],
        message: `${url} is the socket of Vite's development server, by its subprotocol vite-hmr. ${deployed}`,
        evidence: {
          server: 'Vite',
          recognisedBy: 'its subprotocol vite-hmr',
          clients: ['https://shop.test/@vite/client'],
          local: false,
        },
        remediation: {
          summary:
            'Deploy what `vite build` writes and serve it with a plain web server; `vite` and `vite dev` are for development alone.',
        },
        severity: 'medium',
      },
    ]);
  });

  test('expects it on the developer’s own machine', () => {
    const url = 'ws://localhost:5173/';
    const given = facts({
      page: page({ url: 'http://localhost:5173/' }),
      endpoints: [endpoint(url, { protocols: ['vite-hmr'], originPolicy: 'token-gated' })],
    });
    expect(judge(rule, given)).toMatchObject([
      {
        severity: 'info',
        evidence: { local: true },
        message: `${url} is the socket of Vite's development server, by its subprotocol vite-hmr. ${local}`,
      },
    ]);
    expect(judge(rule, { ...given, page: null })).toMatchObject([{ severity: 'medium' }]);
  });

  test.each([
    [
      'the socket answers every Origin',
      { endpoints: [endpoint('ws://localhost:5173/', { protocols: ['vite-hmr'], originPolicy: 'missing' })] },
      `${local} It answers every Origin, so any website that you visit meanwhile can listen to it.`,
    ],
    [
      'only the client was seen',
      { sources: [source({ devServer: 'vite' })] },
      `${local} Where such a server checks no Origin, any website that you visit meanwhile can listen to it.`,
    ],
  ])('says what other websites can do there where %s', (_, seen, words) => {
    const given = facts({ page: page({ url: 'http://localhost:5173/' }), ...seen });
    const [finding] = judge(rule, given);
    expect(finding).toMatchObject({ kind: 'finding', message: expect.stringContaining(words) });
  });

  test('speaks of the page where the client stands and its socket was not found', () => {
    expect(judge(rule, facts({ sources: [source({ devServer: 'webpack-dev-server' })] }))).toEqual([
      {
        kind: 'finding',
        endpoint: null,
        references: [],
        identity: 'webpack-dev-server',
        message: `The page carries the hot-reloading client of webpack-dev-server's development server, in https://shop.test/app.js. ${deployed}`,
        evidence: {
          server: 'webpack-dev-server',
          recognisedBy: 'its client',
          clients: ['https://shop.test/app.js'],
          local: false,
        },
        remediation: {
          summary:
            'Deploy what `webpack --mode production` (`ng build`, `react-scripts build`) writes; `webpack serve` is for development alone.',
        },
        severity: 'medium',
      },
    ]);
  });

  test('knows a client by its URL where it was not read', () => {
    const skipped = source({
      url: 'http://shop.test:35729/livereload.js?snipver=1',
      status: 'skipped',
      reason: 'its origin is not the page’s',
    });
    expect(judge(rule, facts({ sources: [skipped] }))).toMatchObject([
      { evidence: { server: 'LiveReload' } },
    ]);
  });

  test('tells a shared path by what the server says', () => {
    const messages = [message('{"type":"hot"}'), message('{"type":"hash","data":"4f1c"}')];
    const wds = endpoint('wss://shop.test/ws', { observations: [observation('control', { messages })] });
    const own = endpoint('wss://shop.test/ws', {
      observations: [observation('control', { messages: [message('{"type":"hello"}')] })],
    });
    expect([
      judge(rule, facts({ endpoints: [wds] })),
      judge(rule, facts({ endpoints: [own] })),
    ]).toMatchObject([
      [{ evidence: { server: 'webpack-dev-server', recognisedBy: 'what it says after the handshake' } }],
      [],
    ]);
  });

  test('does not apply where nothing was looked at', () => {
    expect(judge(rule, facts({ sources: [] }))).toBe('neither a script nor a WebSocket was looked at');
  });

  test('passes no socket by whose words alone it would be told, and that was not heard', () => {
    const notProbed = { reason: 'handshakes are switched off' };
    const endpoints = ['/ws', '/live', '/livereload'].map((path) =>
      endpoint(`wss://shop.test${path}`, { notProbed }),
    );
    expect(judge(rule, facts({ endpoints }))).toEqual(
      ['/ws', '/livereload'].map((path) => ({
        kind: 'unjudged',
        reason: `wss://shop.test${path}: what its server says was not heard: handshakes are switched off`,
      })),
    );
    expect(judge(rule, facts({ endpoints: [endpoint('wss://shop.test/ws')] }))).toEqual([]);
  });
});
