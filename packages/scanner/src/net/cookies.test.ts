import { describe, expect, test } from 'vitest';
import type { CookieFacts } from '../artifacts.ts';
import { CookieStore } from './cookies.ts';

const page = 'https://www.shop.test/account/login';
const own = { own: true, sameSite: true };
const crossSite = { own: false, sameSite: false };

function setting(...lines: string[]): readonly (readonly [string, string])[] {
  return lines.map((line) => ['Set-Cookie', line] as const);
}

function facts(line: string): Partial<CookieFacts> | null {
  const [first] = new CookieStore([]).store(page, setting(line));
  return first ?? null;
}

describe('facts', () => {
  test('are whole, and without the value', () => {
    const line = 'sid=canary; Domain=.Shop.test; Path=/account; Secure; HttpOnly; SameSite=lax; Max-Age=60';
    expect(facts(line)).toEqual({
      name: 'sid',
      domain: 'shop.test',
      path: '/account',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
      setBy: page,
    });
  });

  test.each([
    ['a=1', { domain: null, path: '/account', secure: false, httpOnly: false, sameSite: null }],
    ['a=1; SameSite=Strict', { sameSite: 'Strict' }],
    ['a=1; SAMESITE=NONE; secure', { sameSite: 'None', secure: true }],
    ['a=1; SameSite=whatever', { sameSite: null }],
    ['a=1; Path=relative', { path: '/account' }],
    ['__Host-a=1; Secure; Path=/', { name: '__Host-a', path: '/' }],
  ])('%s', (line, expected) => {
    expect(facts(line)).toMatchObject(expected);
  });

  test.each([
    ['for another site', 'a=1; Domain=other.test'],
    ['for a public suffix', 'a=1; Domain=test'],
    ['for a private suffix', 'a=1; Domain=github.io'],
    ['with a prefix that it does not live up to', '__Host-a=1; Secure; Domain=shop.test'],
    ['with another', '__Secure-a=1'],
    ['that is longer than 4096', `a=${'x'.repeat(5_000)}`],
    ['that is empty', ''],
  ])('nothing of a cookie %s', (_what, line) => {
    expect(facts(line)).toBeNull();
  });

  test('other headers are none', () => {
    expect(
      new CookieStore([]).store(page, [
        ['Cookie', 'a=1'],
        ['X-Set-Cookie', 'a=1'],
      ]),
    ).toEqual([]);
  });

  test('of a flood the first 300 are kept', () => {
    const lines = Array.from({ length: 2_000 }, (_, index) => `c${index}=1; Path=/`);
    expect(new CookieStore([]).store(page, setting(...lines)).length).toBe(300);
  });
});

describe('the Cookie header', () => {
  const store = new CookieStore(['sid=user', 'a=1; b=2 ;']);
  store.store(
    page,
    setting(
      'sid=site; Path=/',
      'seen=1; Path=/',
      'all=1; Domain=shop.test; Path=/',
      'deep=1; Path=/account',
      'tls=1; Secure; Path=/',
      'none=1; SameSite=None; Secure; Path=/',
      'strict=1; SameSite=Strict; Path=/',
    ),
  );

  test.each([
    ['the page', page, own, 'sid=user; a=1; b=2; deep=1; seen=1; all=1; tls=1; none=1; strict=1'],
    [
      'its socket',
      'wss://www.shop.test/live',
      own,
      'sid=user; a=1; b=2; seen=1; all=1; tls=1; none=1; strict=1',
    ],
    ['without TLS', 'ws://www.shop.test/live', own, 'sid=user; a=1; b=2; seen=1; all=1; strict=1'],
    ['a sibling', 'https://api.shop.test/', own, 'sid=user; a=1; b=2; all=1'],
    ['another site’s request', page, crossSite, 'none=1'],
    ['another site', 'https://other.test/', crossSite, null],
  ])('for %s', (_what, url, context, expected) => {
    expect(store.header(url, context)).toBe(expected);
  });

  test('nothing where there is nothing', () => {
    expect(new CookieStore([]).header(page, own)).toBeNull();
    expect(new CookieStore([' ; ']).header(page, own)).toBeNull();
  });

  test('a cookie that is deleted is gone', () => {
    const jar = new CookieStore([]);
    jar.store(page, setting('a=1; Path=/'));
    jar.store(page, setting('a=; Path=/; Max-Age=0'));
    expect(jar.header(page, own)).toBeNull();
  });
});
