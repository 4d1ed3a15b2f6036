import { describe, expect, test } from 'vitest';
import type { Endpoint, HeaderList, Observation } from '../artifacts.ts';
import { endpoint, message, observation, page } from '../rules/testing/facts.ts';
import { remedies } from './list.ts';
import type { Sighting } from './remedy.ts';
import { byBareAnswer, byHeader, byLowerCaseAnswer, byPageHeader, byWords } from './signs.ts';

function sighting(
  seen: Partial<Observation>,
  over: Partial<Endpoint> = {},
  headers: HeaderList = [],
): Sighting {
  return {
    endpoint: endpoint('wss://shop.test/live', { observations: [observation('control', seen)], ...over }),
    page: page({ headers }),
    sources: [],
  };
}

const bare: HeaderList = [
  ['Upgrade', 'websocket'],
  ['Connection', 'Upgrade'],
  ['Sec-WebSocket-Accept', 'x'],
];

describe('byHeader', () => {
  test('reads the answers of every transport, whatever the case of the name', () => {
    const plaintext = [
      observation('plaintext', { status: 403, responseHeaders: [['server', 'nginx/1.22.1']] }),
    ];
    expect(byHeader(sighting({}, { plaintext }), 'Server', /^nginx\b/)).toEqual({
      certainty: 'named',
      by: 'the header "Server: nginx/1.22.1"',
    });
  });

  test('shows no more than the start of a long value', () => {
    const responseHeaders: HeaderList = [['Server', `nginx ${'x'.repeat(9_000)}`]];
    expect(byHeader(sighting({ responseHeaders }), 'Server', /^nginx\b/)?.by.length).toBeLessThan(90);
  });

  test('is nothing for another server', () => {
    expect(
      byHeader(sighting({ responseHeaders: [['Server', 'openresty']] }), 'Server', /^nginx\b/),
    ).toBeNull();
  });
});

describe('byPageHeader', () => {
  const express: HeaderList = [['X-Powered-By', 'Express']];

  test('fits where page and endpoint share host and port', () => {
    expect(byPageHeader(sighting({}, {}, express), 'x-powered-by', /^Express$/)).toEqual({
      certainty: 'fits',
      by: 'the page\'s header "x-powered-by: Express"',
    });
  });

  test('says nothing of a socket elsewhere, nor without a page', () => {
    const elsewhere = sighting({}, { url: 'wss://live.shop.test/' }, express);
    expect(byPageHeader(elsewhere, 'X-Powered-By', /^Express$/)).toBeNull();
    expect(byPageHeader({ ...elsewhere, page: null }, 'X-Powered-By', /^Express$/)).toBeNull();
  });
});

describe('byWords', () => {
  test.each([
    ['the body of a refusal', sighting({ status: 403, body: 'no. Denied by Acme.' })],
    ['the reason of a close', sighting({ closeReason: 'Denied by Acme.' })],
    ['a message', sighting({ messages: [message('Denied by Acme.')] })],
  ])('reads %s', (_, seen) => {
    expect(byWords(seen, /Denied by \w+/)).toEqual({ certainty: 'named', by: 'its answer "Denied by Acme"' });
  });

  test('does not read binary messages, nor far into a text', () => {
    const binary = { ...message('Denied by Acme.'), binary: true };
    const seen = sighting({ messages: [binary], body: `${' '.repeat(3_000)}Denied by Acme.` });
    expect(byWords(seen, /Denied by \w+/)).toBeNull();
  });
});

describe('byBareAnswer', () => {
  test('fits the 101 of ws, with extensions and subprotocol too', () => {
    const responseHeaders = [...bare, ['Sec-WebSocket-Protocol', 'chat'] as const];
    expect(byBareAnswer(sighting({ responseHeaders }))?.certainty).toBe('fits');
  });

  test.each<[string, HeaderList]>([
    ['a server header', [...bare, ['Server', 'x']]],
    ['another order', bare.toReversed()],
    ['lower case', bare.map(([name, value]) => [name.toLowerCase(), value] as const)],
  ])('does not fit %s', (_, responseHeaders) => {
    expect(byBareAnswer(sighting({ responseHeaders }))).toBeNull();
  });
});

test('byLowerCaseAnswer fits a 101 in lower case that names no server', () => {
  const lower = bare.map(([name, value]) => [name.toLowerCase(), value] as const);
  expect(byLowerCaseAnswer(sighting({ responseHeaders: lower }))?.certainty).toBe('fits');
  expect(byLowerCaseAnswer(sighting({ responseHeaders: [...lower, ['server', 'envoy']] }))).toBeNull();
  expect(byLowerCaseAnswer(sighting({ responseHeaders: bare }))).toBeNull();
});

const node4 =
  '0{"sid":"aaaaaaaaaaaaaaaaAAAA","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';
const node2 = '0{"sid":"aaaaaaaaaaaaaaaaAAAA","upgrades":[],"pingInterval":25000,"pingTimeout":5000}';

test.each<[string, Sighting]>([
  ['nginx', sighting({ responseHeaders: [['Server', 'nginx']] })],
  ['apache', sighting({ responseHeaders: [['Server', 'Apache/2.4.62 (Debian)']] })],
  ['caddy', sighting({ responseHeaders: [['Via', '1.1 Caddy']] })],
  ['haproxy', sighting({ status: 403, body: 'Request forbidden by administrative rules.' })],
  ['node-socketio', sighting({ messages: [message(node4)] })],
  ['node-socketio', sighting({ messages: [message(node2)] }, { url: 'wss://shop.test/socket.io/?EIO=4' })],
  ['node-socketio', sighting({ messages: [message(node4)] }, { url: 'wss://shop.test/socket.io/?EIO=3' })],
  ['node-socketio-2', sighting({ messages: [message(node2)] }, { url: 'wss://shop.test/socket.io/?EIO=3' })],
  ['node-socketio-2', sighting({ messages: [message(node2)] })],
  ['node-hocuspocus', sighting({}, { library: 'hocuspocus' })],
])('%s is the one that names itself by its own sign', (id, seen) => {
  const named = remedies.filter(({ recognise }) => recognise(seen)?.certainty === 'named');
  expect(named.map((remedy) => remedy.id)).toEqual([id]);
});

test('nothing is recognised in an answer that says nothing', () => {
  const silent = sighting({ status: 403, responseHeaders: [['Content-Length', '0']], body: '' });
  expect(remedies.filter(({ recognise }) => recognise(silent) !== null)).toEqual([]);
});
