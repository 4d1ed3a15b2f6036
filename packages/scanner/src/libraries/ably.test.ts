import { describe, expect, test } from 'vitest';
import { ably } from './ably.ts';
import { agreed, compare } from './testing/dialled.ts';

const query = '&heartbeats=true&v=6&agent=ably-js%2F2.28.0%20browser';
const scripts = { 'https://cdn.ably.com/lib/ably.min-2.js': 'ably/build/ably.min.js' };
const scriptsAreRead = false;

describe('Ably from its CDN', () => {
  test('dials where the real client dials', async () => {
    const inline = `
      const realtime = new Ably.Realtime({ key: 'app.key:secret' });
      realtime.channels.get('chat').subscribe(console.log);
      new Ably.Realtime('app.two:secret');
      new Ably.Realtime({ key: 'app.three:secret', endpoint: 'acme', clientId: 'a b', echoMessages: false });
      new Ably.Realtime({ key: 'app.four:secret', realtimeHost: 'ably.shop.test', tlsPort: 8443, transportParams: { x: 1 } });
      new Ably.Realtime({ token: 'a.token', tls: false, port: 8080, endpoint: 'ably.shop.test' });
      new Ably.Realtime({ key: 'app.five:secret', environment: 'sandbox' });
      new Ably.Realtime({ key: 'app.six:secret', endpoint: 'nonprod:sandbox', useBinaryProtocol: true });
      new Ably.Rest({ key: 'app.seven:secret' });
    `;
    expect(await compare(ably, { scripts, inline, scriptsAreRead })).toEqual(
      agreed(
        `wss://main.realtime.ably.net/?key=app.key%3Asecret&format=json${query}`,
        `wss://main.realtime.ably.net/?key=app.two%3Asecret&format=json${query}`,
        `wss://acme.realtime.ably.net/?key=app.three%3Asecret&clientId=a%20b&echo=false&format=json${query}`,
        `wss://ably.shop.test:8443/?key=app.four%3Asecret&format=json${query}&x=1`,
        `ws://ably.shop.test:8080/?access_token=a.token&format=json${query}`,
        `wss://sandbox.realtime.ably.net/?key=app.five%3Asecret&format=json${query}`,
        `wss://sandbox.realtime.ably-nonprod.net/?key=app.six%3Asecret&format=msgpack${query}`,
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const inline = `window.has = typeof Ably.Realtime; new Ably.Rest({ key: 'app.key:secret' });`;
    expect(await compare(ably, { scripts, inline, scriptsAreRead })).toEqual(agreed());
  });
});

describe.each([{ minify: false }, { minify: true }])('Ably in a bundle, $minify', ({ minify }) => {
  const page = `const client = new Ably.Realtime({ key: 'app.key:secret' }); client.connect();`;
  const url = `wss://main.realtime.ably.net/?key=app.key%3Asecret&format=json${query}`;

  test('dials where the real client dials', async () => {
    const entry = `import * as Ably from 'ably'; ${page}`;
    const { dialled, found } = await compare(ably, { entry, minify });
    expect({ dialled, found }).toEqual({ dialled: [url], found: [url] });
  });
});
