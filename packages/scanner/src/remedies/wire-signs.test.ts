import { describe, expect, test } from 'vitest';
import type { HeaderList, Observation } from '../artifacts.ts';
import { endpoint, observation } from '../rules/testing/facts.ts';
import type { Sighting } from './remedy.ts';
import { byBun, byGoHeaders, byLibwebsockets, byTomcat } from './wire-signs.ts';

function seen(observed: Partial<Observation>): Sighting {
  const observations = [observation('control', observed)];
  return { endpoint: endpoint('wss://shop.test/live', { observations }), page: null, sources: [] };
}

const answers: Record<string, HeaderList> = {
  go: [
    ['Connection', 'Upgrade'],
    ['Sec-Websocket-Accept', 'x'],
    ['Upgrade', 'websocket'],
  ],
  tornado: [
    ['Server', 'TornadoServer/6.2'],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-Websocket-Accept', 'x'],
  ],
  bun: [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', 'x'],
    ['Date', 'Thu, 26 Nov 2026 17:51:14 GMT'],
  ],
  libwebsockets: [
    ['Upgrade', 'WebSocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', 'x'],
  ],
  ws: [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', 'x'],
  ],
  daphne: [
    ['Server', 'daphne'],
    ['Upgrade', 'WebSocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', 'x'],
  ],
  tomcat: [
    ['Upgrade', 'websocket'],
    ['Connection', 'upgrade'],
    ['Sec-WebSocket-Accept', 'x'],
    ['Sec-WebSocket-Extensions', 'permessage-deflate;client_max_window_bits=15'],
    ['Date', 'Thu, 26 Nov 2026 12:00:00 GMT'],
  ],
  aiohttp: [
    ['Upgrade', 'websocket'],
    ['Connection', 'upgrade'],
    ['Sec-WebSocket-Accept', 'x'],
    ['Content-Type', 'application/octet-stream'],
    ['Date', 'Thu, 26 Nov 2026 12:00:00 GMT'],
    ['Server', 'Python/3.11 aiohttp/3.8.4'],
  ],
};

describe('a 101 is told by how it spells its headers', () => {
  test.each([
    ['go', byGoHeaders, 'the spelling Sec-Websocket-Accept, which is that of net/http in Go'],
    ['libwebsockets', byLibwebsockets, 'a bare 101 with "Upgrade: WebSocket" as libwebsockets writes it'],
    ['bun', byBun, 'a bare 101 with a Date at its end, as Bun writes it'],
    ['tomcat', byTomcat, 'the 101 that Tomcat writes'],
  ])('%s', (name, recognise, by) => {
    const found = Object.entries(answers).filter(([, responseHeaders]) =>
      recognise(seen({ responseHeaders })),
    );
    expect(found.map(([other]) => other)).toEqual([name]);
    expect(recognise(seen({ responseHeaders: answers[name] ?? [] }))).toEqual({ certainty: 'fits', by });
  });

  test('and Tomcat names itself on its error page', () => {
    const body = '<h1>HTTP Status 403</h1><h3>Apache Tomcat/10.1.60 (Debian)</h3>';
    expect(byTomcat(seen({ outcome: 'rejected', status: 403, body }))).toEqual({
      certainty: 'named',
      by: 'its answer "Apache Tomcat/10.1.60"',
    });
  });
});
