import { describe, expect, test } from 'vitest';
import { signalr } from './signalr.ts';
import { agreed, compare } from './testing/dialled.ts';

const negotiated = JSON.stringify({
  negotiateVersion: 1,
  connectionId: 'c',
  availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }],
});

function answer({ url }: { readonly url: string }): string | undefined {
  return new URL(url).pathname.endsWith('/negotiate') ? negotiated : undefined;
}

describe.each([{ minify: false }, { minify: true }])('SignalR in a bundle, $minify', ({ minify }) => {
  test('dials where the real client dials', async () => {
    const entry = `
      import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
      const quiet = () => {};
      new HubConnectionBuilder().withUrl('/hubs/chat').build().start().catch(quiet);
      new HubConnectionBuilder()
        .configureLogging(LogLevel.None)
        .withUrl('https://rt.shop.test/orders?shop=1', { skipNegotiation: true, transport: HttpTransportType.WebSockets })
        .withAutomaticReconnect()
        .build()
        .start()
        .catch(quiet);
      const start = (options) =>
        new HubConnectionBuilder()
          .configureLogging(LogLevel.None)
          .withUrl('/hubs/own?a=1', { skipNegotiation: true, transport: HttpTransportType.WebSockets, ...options })
          .build()
          .start()
          .catch(quiet);
      start({ accessTokenFactory: () => 'a b' });
      start({ accessTokenFactory: async () => 'later' });
      start({ accessTokenFactory: () => sessionStorage.getItem('none') });
      class Feed {
        connection = new HubConnectionBuilder().withUrl(this.url()).configureLogging(LogLevel.None).build();
        url() { return new URL('feed', document.baseURI).href; }
      }
      new Feed().connection.start().catch(quiet);
    `;
    const { dialled, ...told } = await compare(signalr, { entry, minify, answer });
    const urls = [
      'wss://rt.shop.test/orders?shop=1',
      'wss://shop.test/app/feed',
      'wss://shop.test/hubs/chat',
      'wss://shop.test/hubs/own?a=1',
      'wss://shop.test/hubs/own?a=1&access_token=a%20b',
      'wss://shop.test/hubs/own?a=1&access_token=later',
    ];
    expect(told).toEqual({ found: urls, others: [] });
    // The number of the negotiated connection is not the endpoint's.
    expect(dialled.map((url) => url.replace(/[?&]id=c$/, ''))).toEqual(urls);
  });

  test('tells nothing of a builder that is never given a URL', async () => {
    const entry = `
      import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
      window.builder = new HubConnectionBuilder().configureLogging(LogLevel.None);
    `;
    expect(await compare(signalr, { entry, minify, answer })).toEqual(agreed());
  });
});
