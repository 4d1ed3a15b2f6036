import { describe, expect, test } from 'vitest';
import { createMasker, credentialParameters, hasCredentialProtocol, maskDeep, secretsOf } from './secrets.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.c2lnbmF0dXJl';
const random = 'Zk3v9QpL2mXc7RtB5nWd8sHy';
const hex = '9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c';
const masked = createMasker();

describe('credentials in URLs', () => {
  test.each([
    ['wss://a.test/ws?token=abc', 'wss://a.test/ws?token=***'],
    ['wss://a.test/ws?x=1&access_token=abc&y=2', 'wss://a.test/ws?x=1&access_token=***&y=2'],
    ['wss://a.test/ws?accessToken=abc#f', 'wss://a.test/ws?accessToken=***#f'],
    ['wss://a.test/ws?api_key=abc', 'wss://a.test/ws?api_key=***'],
    ['wss://a.test/ws?apiKey=abc', 'wss://a.test/ws?apiKey=***'],
    ['wss://a.test/ws?auth[token]=abc', 'wss://a.test/ws?auth[token]=***'],
    ['wss://a.test/ws?sid=abc;ticket=def', 'wss://a.test/ws?sid=***;ticket=***'],
    [
      'wss://a.test/ws?X-Amz-Signature=ab12&X-Amz-Credential=AK/x',
      'wss://a.test/ws?X-Amz-Signature=***&X-Amz-Credential=***',
    ],
    ['wss://a.test/ws?key=ab12cd34ef56', 'wss://a.test/ws?key=***'],
    [`wss://a.test/ws?q=${jwt}`, 'wss://a.test/ws?q=***'],
    [`wss://a.test/ws/${jwt}/x`, 'wss://a.test/ws/***/x'],
    [`wss://a.test/ws?x=${random}`, 'wss://a.test/ws?x=***'],
    [`wss://a.test/ws?x=${random}%2Bab%3D`, 'wss://a.test/ws?x=***'],
    [`wss://a.test/ws?x=${hex}`, 'wss://a.test/ws?x=***'],
    ['wss://user:pass@a.test/ws', 'wss://***@a.test/ws'],
    ['wss://user@a.test/ws', 'wss://***@a.test/ws'],
    [
      'https://a.test/go?to=wss%3A%2F%2Fb.test%2F%3Ftoken%3Dabc%26v%3D1',
      'https://a.test/go?to=wss%3A%2F%2Fb.test%2F%3Ftoken%3D***%26v%3D1',
    ],
    ['"wss:\\/\\/a.test\\/?v=1\\u0026token\\u003dabc"', '"wss:\\/\\/a.test\\/?v=1\\u0026token\\u003d***"'],
    ['<a href="wss://a.test/?v=1&amp;token=abc">', '<a href="wss://a.test/?v=1&amp;token=***">'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  test.each([
    'wss://a.test/socket.io/?EIO=4&transport=websocket&t=OxY1z2',
    'wss://a.test/ws?v=1&room=lobby&lang=en-GB&page=12',
    `wss://a.test/ws?v=${hex}&hash=${hex}`,
    'wss://a.test/ws?id=550e8400-e29b-41d4-a716-446655440000',
    'wss://a.test/ws?author=jane&monkey=1&keyboard=us&passage=3&sidebar=1&assign=x',
    'wss://a.test/ws?key=Enter&code=200&state=open',
    'wss://a.test/ws?auth=1&session=true&csrf=0',
    'wss://a.test/000/wssure00/websocket',
    'wss://push.test/app/abcdef0123?protocol=7&client=js&version=8.4.0&flash=false',
    'wss://a.test/ws?next=%2FShop%2FWinter2026%2FSale&back=https%3A%2F%2Fa.test%2FShop1',
    'wss://a.test/ws?time=1700000000000&tz=Europe/Berlin',
  ])('%s stays', (text) => {
    expect(masked(text)).toBe(text);
  });

  test('a masked URL still parses and still equals its other masked mentions', () => {
    const url = masked('wss://user:pw@a.test/ws?token=abc');
    expect(URL.canParse(url)).toBe(true);
    expect(masked(`new WebSocket("wss://user:pw@a.test/ws?token=abc")`)).toContain(`"${url}"`);
    expect(masked(url)).toBe(url);
  });
});

describe('credentials in code and messages', () => {
  test.each([
    ['io("/", { auth: { token: "abcd" } })', 'io("/", { auth: { token: "***" } })'],
    ['0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[]}', '0{"sid":"***","upgrades":[]}'],
    [
      '{"type":"welcome","access_token":"abcd","room":"lobby"}',
      '{"type":"welcome","access_token":"***","room":"lobby"}',
    ],
    ['"{\\"token\\":\\"abcd\\"}"', '"{\\"token\\":\\"***\\"}"'],
    ['{"token":12345678,"n":12345678}', '{"token":***,"n":12345678}'],
    ["localStorage.setItem('authToken','abcd')", "localStorage.setItem('authToken','***')"],
    ['headers: { Authorization: "Bearer ab cd" }', 'headers: { Authorization: "***" }'],
    ["password = 'correct horse'", "password = '***'"],
    ['document.cookie = "sid=abc; path=/"', 'document.cookie = "***"'],
    ['<meta name="csrf-token" content="abcd">', '<meta name="csrf-token" content="***">'],
    ['Authorization: Bearer abc', 'Authorization: ***'],
    ['sent Bearer abc123def', 'sent Bearer ***'],
    ['GET / HTTP/1.1\r\nCookie: a=1; b=2\r\nHost: x', 'GET / HTTP/1.1\r\nCookie: a=***; b=***\r\nHost: x'],
    [
      'Set-Cookie: sid=abc; Path=/; SameSite=Lax; Secure',
      'Set-Cookie: sid=***; Path=/; SameSite=Lax; Secure',
    ],
    ['key sk_live_1234567890abcd', 'key ***'],
    ['AIzaSyA1234567890abcdefghijk', '***'],
    [`hello ${jwt}.`, 'hello ***.'],
  ])('%s', (text, expected) => {
    expect(masked(text)).toBe(expected);
  });

  test.each([
    'new WebSocket(`wss://${location.host}/live?token=${token}`)',
    "new WebSocket('wss://a.test/?token=' + token)",
    '{"type":"session","state":"open","author":"jane"}',
    'Basic authentication is required',
    'The bearer of this message',
    'sha256 9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c',
    'PCI DSS 4.0.1 6.2.4',
    'mail me@a.test about wss://a.test/',
  ])('%s stays', (text) => {
    expect(masked(text)).toBe(text);
  });
});

describe('known secrets', () => {
  const known = secretsOf(
    [
      ['Authorization', 'Basic aGk='],
      ['X-Team', 'blue team'],
    ],
    ['sid=s3cret/+', 'a=1; b=long value'],
  );

  test('are the values, and what follows an authentication scheme', () => {
    expect(known).toEqual(['Basic aGk=', 'aGk=', 'blue team', 'team', 's3cret/+', '1', 'long value']);
  });

  test('are masked as given, percent-encoded and in JSON; ordinary words are not', () => {
    const mask = createMasker([...known, 'quo"te', 'websocket', 'true', '443']);
    expect(mask('x=s3cret/+ y=s3cret%2F%2B z={"a":"quo\\"te"} aGk= 1 websocket true 443')).toBe(
      'x=*** y=*** z={"a":"***"} *** 1 websocket true 443',
    );
  });

  test('a lone surrogate in one is no error', () => {
    expect(createMasker(['ab\ud800cd'])('x ab\ud800cd y')).toBe('x *** y');
  });
});

describe('maskDeep', () => {
  test('masks strings wherever they stand, headers by name and subprotocols by neighbour', () => {
    const value = {
      url: 'wss://a.test/?token=abc',
      count: 3,
      none: null,
      headers: [
        ['Cookie', 'sid=abc; theme=dark'],
        ['authorization', 'Custom abc'],
        ['X-Api-Key', 'abc'],
        ['Host', 'a.test'],
      ],
      nested: { 'set-cookie': 'sid=abc; Secure', list: ['wss://a.test/?jwt=abc'] },
      protocols: ['v1.chat', 'access_token', 'abc', random],
    };
    expect(maskDeep(value, masked)).toEqual({
      url: 'wss://a.test/?token=***',
      count: 3,
      none: null,
      headers: [
        ['Cookie', 'sid=***; theme=***'],
        ['authorization', '***'],
        ['X-Api-Key', '***'],
        ['Host', 'a.test'],
      ],
      nested: { 'set-cookie': 'sid=***; Secure', list: ['wss://a.test/?jwt=***'] },
      protocols: ['v1.chat', 'access_token', '***', '***'],
    });
  });
});

const anon = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"role":"anon"}').toString('base64url')}.c2ln`;
const service = anon.replace(
  /\.[^.]+\./,
  `.${Buffer.from('{"role":"service_role"}').toString('base64url')}.`,
);

describe('the parameters that carry a credential', () => {
  test.each<[string, string[]]>([
    ['token=4f1c0de7', ['token']],
    ['access_token=abcd&token=efgh&access_token=ijkl', ['access_token', 'token']],
    ['apiKey=4f1c0de7&session_id=1234', ['apiKey', 'session_id']],
    ['key=4f1c0de7a94f1c', ['key']],
    [`x=${service}`, ['x']],
    [`apikey=${service}&vsn=1.0.0`, ['apikey']],
    ['k=ghp_4f1c0de7a94f1c0de7a9', ['k']],
    [`apikey=${anon}&vsn=1.0.0`, []],
    ['apikey=sb_publishable_4f1c0de7', []],
    ['api_key=pk_live_4f1c0de7a9', []],
    ['public_key=4f1c0de7&publishableKey=4f1c0de7&site-key=4f1c0de7', []],
    ['token=&auth=1&session=true&password=$%7Bpw%7D', []],
    ['key=news&state=open&code=de', []],
    ['room=4f1c0de7a94f1c0de7a94f1c0de7a94f&author=anna&v=4f1c', []],
    [`x=eyJ.${'.'.repeat(50)}`, []],
  ])('%s: %j', (query, names) => {
    expect(credentialParameters(`wss://a.test/live?${query}`)).toEqual(names);
  });

  test.each<[string[], boolean]>([
    [[], false],
    [['graphql-transport-ws'], false],
    [['access_token', '4f1c0de7'], true],
    [['chat', 'Xy4f1c0de7Xy4f1c0de7Xy4f1c'], true],
  ])('subprotocols %j: %s', (protocols, expected) => {
    expect(hasCredentialProtocol(protocols)).toBe(expected);
  });
});

describe('hostile text', () => {
  test.each([
    ['?'.repeat(100_000)],
    ['a.'.repeat(100_000)],
    ['://'.repeat(50_000)],
    [`${'x'.repeat(200_000)}:`],
    ['eyJ-'.repeat(50_000)],
    ['cookie: '.repeat(20_000)],
    ['token="'.repeat(20_000)],
    ['password:"'.repeat(20_000)],
    ['&a='.repeat(50_000)],
    ['bearer '.repeat(20_000)],
    ["name='a' content='".repeat(10_000)],
    [`wss://${'a'.repeat(200_000)}`],
    ['xoxb-'.repeat(40_000)],
  ])('%.12s… takes linear time', (text) => {
    const started = performance.now();
    masked(text);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

test.each([
  ['in a list', `['chat', 'access_token', 'Xy7canary']`, `['chat', 'access_token', '***']`],
  [
    'in a header',
    'Sec-WebSocket-Protocol: chat, access_token, Xy7canary',
    'Sec-WebSocket-Protocol: chat, access_token, ***',
  ],
])('a subprotocol after a telling one is masked: %s', (_, text, masked) => {
  expect(createMasker()(text)).toBe(masked);
});
