import { describe, expect, test } from 'vitest';
import { UsageError } from './errors.ts';
import { cookieFactsOf, cookiePairsOf, parseStorageState } from './storage-state.ts';

/** As Playwright 1.5x writes it. */
const saved = {
  cookies: [
    {
      name: 'sid',
      value: 's3cret',
      domain: 'shop.test',
      path: '/account',
      expires: 4_102_444_800.5,
      httpOnly: true,
      secure: true,
      sameSite: 'None',
    },
    {
      name: 'wide',
      value: 'a=b',
      domain: '.shop.test',
      path: '/',
      expires: -1,
      httpOnly: false,
      secure: false,
      sameSite: 'Lax',
    },
  ],
  origins: [{ origin: 'https://shop.test', localStorage: [{ name: 'token', value: 'elsewhere' }] }],
};

describe('a storage state', () => {
  test.each([
    ['parsed', saved],
    ['as text', JSON.stringify(saved)],
  ])('%s: its cookies and nothing else', (_, given) => {
    expect(parseStorageState(given)).toEqual({ cookies: saved.cookies });
  });

  test('says what it leaves out as browsers do', () => {
    expect(
      parseStorageState({ cookies: [{ name: 'a', value: '', domain: '[::1]', sameSite: 'no_restriction' }] }),
    ).toEqual({
      cookies: [
        {
          name: 'a',
          value: '',
          domain: '[::1]',
          path: '/',
          expires: -1,
          secure: false,
          httpOnly: false,
          sameSite: null,
        },
      ],
    });
  });

  test('gives what is to be masked', () => {
    expect([cookiePairsOf(JSON.stringify(saved)), cookiePairsOf(undefined)]).toEqual([
      ['sid=s3cret', 'wide=a=b'],
      [],
    ]);
  });

  test('gives the attributes without the values', () => {
    expect([cookieFactsOf(JSON.stringify(saved)), cookieFactsOf(undefined)]).toEqual([
      [
        {
          name: 'sid',
          domain: null,
          path: '/account',
          secure: true,
          httpOnly: true,
          sameSite: 'None',
          setBy: 'https://shop.test/',
        },
        {
          name: 'wide',
          domain: 'shop.test',
          path: '/',
          secure: false,
          httpOnly: false,
          sameSite: 'Lax',
          setBy: 'https://shop.test/',
        },
      ],
      [],
    ]);
  });
});

const canary = 's3cret-canary';

test.each<[string, unknown, RegExp]>([
  ['no JSON', `{"cookies":[{"value":${canary}`, /^not JSON: give the file that Playwright saves/],
  ['a list', '[]', /^not a storage state: there is no list of cookies/],
  ['nothing', null, /^not a storage state/],
  ['cookies that are no list', { cookies: {} }, /^not a storage state/],
  ['a cookie that is none', { cookies: [canary] }, /^cookie 1 of the storage state is no object$/],
  [
    'no name',
    { cookies: [{ value: canary, domain: 'a.test' }] },
    /^cookie 1 .* has no "name" that can be sent$/,
  ],
  [
    'a name with a line break',
    { cookies: [{ name: 'a\r\nb', value: canary, domain: 'a.test' }] },
    /no "name"/,
  ],
  [
    'no value',
    { cookies: [{ name: 'a', domain: 'a.test' }] },
    /^cookie 1 .* \("a"\) has no "value" that can be sent$/,
  ],
  [
    'a value with a line break',
    { cookies: [{ name: 'a', value: `${canary}\r\nX: y`, domain: 'a.test' }] },
    /no "value"/,
  ],
  [
    'a value with a semicolon',
    { cookies: [{ name: 'a', value: `${canary};b`, domain: 'a.test' }] },
    /no "value"/,
  ],
  ['no domain', { cookies: [{ name: 'a', value: canary }] }, /has no "domain", like "shop.example"/],
  [
    'a URL for a domain',
    { cookies: [{ name: 'a', value: canary, domain: 'https://a.test/' }] },
    /has no "domain"/,
  ],
  ['the second cookie', { cookies: [saved.cookies[0], {}] }, /^cookie 2 of the storage state/],
])('%s is refused in one line without a value', (_, given, words) => {
  const refuse = (): unknown => parseStorageState(given);
  expect(refuse).toThrow(UsageError);
  expect(refuse).toThrow(words);
  expect(refuse).not.toThrow(canary);
  expect(refuse).not.toThrow('\n');
});
