import { describe, expect, test } from 'vitest';
import { checkUrl, hostOf } from './url.ts';

const strict = { allowPrivate: false };

describe('a URL that may be asked for', () => {
  test.each([
    ['https://shop.example', 'https://shop.example/'],
    ['HTTPS://Shop.Example:443/a?b#c', 'https://shop.example/a?b'],
    ['http://93.184.215.14/', 'http://93.184.215.14/'],
    ['https://аррle.example/', 'https://xn--le-6kc8da.example/'],
  ])('%s', (given, url) => expect(checkUrl(given, strict)).toEqual({ url }));

  test.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://0/',
    'http://127。0。0。1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://app.localhost/',
  ])('a private address is told at once: %s', (url) => {
    expect(checkUrl(url, strict)).toEqual({
      problem: `${new URL(url).hostname} is not a public address, and this server reaches no private one (unless it is started with WSSURE_ALLOW_PRIVATE=1)`,
    });
    expect(checkUrl(url, { allowPrivate: true })).toEqual({ url: new URL(url).href });
  });

  test.each([
    ['', 'not a URL: give one like https://shop.example/'],
    ['shop.example', 'not a URL: give one like https://shop.example/'],
    ['javascript:alert(1)', 'not an http or https URL'],
    ['file:///etc/passwd', 'not an http or https URL'],
    ['https://u@shop.example/', 'carries credentials: give them as a header or cookie in "options"'],
    [`https://shop.example/${'a'.repeat(2_048)}`, 'longer than 2048 characters'],
    [`https://shop.example/${'ä'.repeat(1_000)}`, 'longer than 2048 characters when encoded'],
  ])('not %s', (url, problem) => expect(checkUrl(url, strict)).toEqual({ problem }));

  test('the host of a site is one, whatever its spelling', () => {
    expect(
      ['https://shop.example./', 'https://SHOP.example:8443/x', 'http://shop.example/'].map(hostOf),
    ).toEqual(['shop.example', 'shop.example', 'shop.example']);
  });
});
