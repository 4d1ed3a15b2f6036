import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../artifacts.ts';
import type { ScanOptions } from '../options.ts';
import {
  ambientHeaders,
  carriesCredentials,
  withoutCredentials,
  type CredentialHeaders,
} from './credentials.ts';
import { testNetwork } from './testing/networks.ts';

const foreign = 'https://wssure-probe.example';

function stored(name: string, sameSite: 'Strict' | 'Lax' | 'None' | null, over: object = {}) {
  return {
    name,
    value: `${name}-value`,
    domain: 'shop.test',
    path: '/',
    expires: -1,
    secure: true,
    httpOnly: true,
    sameSite,
    ...over,
  };
}

function headersFor(
  options: Pick<ScanOptions, 'cookies' | 'headers' | 'firstParty' | 'storageState'>,
  {
    url = 'https://shop.test/live',
    origin = foreign,
    target = 'https://shop.test/',
    set = [] as string[],
  } = {},
): CredentialHeaders | null {
  const network = testNetwork(options);
  network.setPage({ url: target, address: '203.0.113.7' });
  network.storeCookies(
    'https://shop.test/',
    set.map((line) => ['Set-Cookie', line] as const),
  );
  const headers = network.credentialsFor(url, origin);
  network.close();
  return headers;
}

const cookie = (value: string): HeaderList => [['Cookie', value]];

describe('what a browser attaches to a foreign page’s handshake', () => {
  test('of a storage state: what is SameSite=None and Secure', () => {
    const cookies = [
      stored('none', 'None'),
      stored('insecure', 'None', { secure: false }),
      stored('lax', 'Lax'),
      stored('strict', 'Strict'),
      stored('unnamed', null),
    ];
    expect(headersFor({ storageState: { cookies } })).toEqual({
      page: cookie(
        'none=none-value; insecure=insecure-value; lax=lax-value; strict=strict-value; unnamed=unnamed-value',
      ),
      foreign: cookie('none=none-value'),
      without: [],
    });
  });

  test.each([
    ['of another host', { domain: 'other.test' }],
    ['of another path', { path: '/admin' }],
    ['that has expired', { expires: 1 }],
    ['for a public suffix', { domain: '.github.io' }],
  ])('nothing where there is only a cookie %s', (_, over) => {
    expect(headersFor({ storageState: { cookies: [stored('sid', 'None', over)] } })).toBeNull();
  });

  test('a domain cookie goes to the hosts below', () => {
    const cookies = [stored('wide', 'None', { domain: '.shop.test' }), stored('own', 'None')];
    expect(headersFor({ storageState: { cookies } }, { url: 'https://rt.shop.test/live' })).toEqual({
      page: cookie('wide=wide-value'),
      foreign: cookie('wide=wide-value'),
      without: [],
    });
  });

  test('one of --cookie, or of a Cookie header, whose SameSite nobody told', () => {
    const given = cookie('sid=1; b=2');
    expect(headersFor({ cookies: ['sid=1'], headers: [['cookie', 'b=2']] })).toEqual({
      page: given,
      foreign: given,
      without: [],
    });
  });

  test.each([
    ['SameSite=None; Secure', 'sid=1'],
    ['SameSite=None', null],
    ['Secure', null],
    ['SameSite=Lax', null],
    ['SameSite=Strict', null],
    ['SameSite=Lax; Path=/admin', 'sid=1'],
  ])('one of --cookie that a response sets with %s: %s', (attributes, attached) => {
    const headers = headersFor({ cookies: ['sid=1'] }, { set: [`sid=new; Path=/; ${attributes}`] });
    expect(headers?.foreign).toEqual(attached === null ? [] : cookie(attached));
    expect(headers?.page).toEqual(cookie('sid=1'));
  });

  test('of a session that a response renewed: as it is now', () => {
    const headers = headersFor(
      { storageState: { cookies: [stored('sid', 'None')] } },
      { set: ['sid=new; Path=/; SameSite=Lax'] },
    );
    expect(headers).toEqual({ page: cookie('sid=new'), foreign: [], without: [] });
  });

  test.each([
    ['https://evil.shop.test', true],
    ['http://evil.shop.test', false],
    ['null', false],
    ['https://evilshop.test', false],
  ])('everything, where %s is of the same site: %s', (origin, all) => {
    const headers = headersFor({ storageState: { cookies: [stored('sid', 'Strict')] } }, { origin });
    expect(headers?.foreign).toEqual(all ? cookie('sid=sid-value') : []);
  });

  test('HTTP authentication of the target’s own URL', async () => {
    const network = testNetwork({});
    await network.fetch({ url: 'http://anna:pw@127.0.0.1:1/', maxBytes: 1, redirects: 0 }).catch(() => null);
    const authorization = [['Authorization', `Basic ${btoa('anna:pw')}`]];
    expect(network.credentialsFor('http://127.0.0.1:1/live', foreign)).toEqual({
      page: authorization,
      foreign: authorization,
      without: [],
    });
    network.close();
  });

  test('nothing on another party’s host, and the user’s cookies do not go there at all', () => {
    const options = {
      cookies: ['sid=1'],
      headers: [['Authorization', 'Basic eA==']] as const,
      storageState: { cookies: [stored('sid', 'None', { domain: 'helpdesk.test' })] },
    };
    expect(headersFor(options, { url: 'https://helpdesk.test/live' })).toBeNull();
    const network = testNetwork(options);
    network.setPage({ url: 'https://shop.test/', address: '203.0.113.7' });
    expect([
      network.cookieHeader('https://helpdesk.test/'),
      network.userHeaders('https://helpdesk.test/'),
    ]).toEqual([null, []]);
    network.close();
  });

  test('nothing to compare without credentials', () => {
    expect(headersFor({ headers: [['Accept-Language', 'de']] }, { set: ['sid=1; Path=/'] })).toBeNull();
  });
});

describe('headers of the user', () => {
  const headers: HeaderList = [
    ['Accept-Language', 'de'],
    ['authorization', 'Basic YTpi'],
    ['X-Api-Key', 'k'],
    ['Sec-WebSocket-Protocol', 'token'],
    ['Sec-CH-UA', 'x'],
  ];

  test('a browser attaches its own and HTTP authentication', () => {
    expect(ambientHeaders(headers)).toEqual([
      ['Accept-Language', 'de'],
      ['authorization', 'Basic YTpi'],
      ['Sec-CH-UA', 'x'],
    ]);
  });

  test.each([
    ['Basic YTpi', true],
    ['digest username="a"', true],
    ['Negotiate YII', true],
    ['NTLM TlRM', true],
    ['Bearer eyJ', false],
    ['Token abc', false],
    ['basically', false],
  ])('Authorization: %s is ambient: %s', (value, ambient) => {
    expect(ambientHeaders([['Authorization', value]])).toHaveLength(ambient ? 1 : 0);
  });

  test('without credentials its own alone are left', () => {
    expect(withoutCredentials(headers)).toEqual([
      ['Accept-Language', 'de'],
      ['Sec-CH-UA', 'x'],
    ]);
    expect([carriesCredentials(headers), carriesCredentials(withoutCredentials(headers))]).toEqual([
      true,
      false,
    ]);
  });
});
