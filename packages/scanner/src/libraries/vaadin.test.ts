import { describe, expect, test } from 'vitest';
import { vaadin } from './vaadin.ts';
import { agreed, compare } from './testing/dialled.ts';

const head =
  '<script>window.BroadcastChannel = class extends EventTarget { postMessage() {} close() {} };</script>';

describe.each([{ minify: false }, { minify: true }])('Atmosphere in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import atmosphere from 'atmosphere.js';
      atmosphere.subscribe({ url: '/chat', transport: 'websocket', contentType: 'application/json', onMessage() {} });
      atmosphere.subscribe({
        url: 'VAADIN/push?v-r=push&v-uiId=1', transport: 'websocket', trackMessageLength: true, enableProtocol: false,
        headers: { 'X-Token': 'a b' },
      });
      const request = new atmosphere.AtmosphereRequest();
      request.url = 'https://rt.shop.test/x';
      request.transport = 'websocket';
      atmosphere.subscribe(request);
      atmosphere.subscribe('/streamed', null, { transport: 'streaming' });
      atmosphere.subscribe('/named', () => {}, { transport: 'websocket', attachHeadersAsQueryString: false });
    `;
    const own = 'X-Atmosphere-Transport=websocket';
    expect(await compare(vaadin, { entry, minify })).toEqual(
      agreed(
        `wss://shop.test/chat?${own}&Content-Type=application/json&X-atmo-protocol=true`,
        `wss://shop.test/app/VAADIN/push?v-r=push&v-uiId=1&${own}&X-Atmosphere-TrackMessageSize=true&X-Token=a%20b`,
        `wss://rt.shop.test/x?${own}&X-atmo-protocol=true`,
        'wss://shop.test/named',
      ),
    );
  });

  test('Hilla dials where the real client dials', async () => {
    const entry = `
      import { ConnectClient } from '@vaadin/hilla-frontend';
      new ConnectClient({ prefix: 'connect' }).subscribe('Orders', 'live', {}).onNext(console.log);
    `;
    expect(await compare(vaadin, { entry, minify, head })).toEqual(
      agreed(
        'wss://shop.test/app/HILLA/push?X-Atmosphere-Transport=websocket&X-Atmosphere-TrackMessageSize=true&Content-Type=application/json;%20charset=UTF-8&X-atmo-protocol=true',
      ),
    );
  });

  test('tells nothing of a client that is never made', async () => {
    const entry = `
      import atmosphere from 'atmosphere.js';
      import { ConnectClient } from '@vaadin/hilla-frontend';
      window.kinds = [typeof atmosphere, typeof ConnectClient];
    `;
    expect(await compare(vaadin, { entry, minify, head })).toEqual(agreed());
  });
});
