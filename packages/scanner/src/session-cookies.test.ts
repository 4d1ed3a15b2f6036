import { expect, test } from 'vitest';
import type { HeaderList } from './artifacts.ts';
import { mayCarrySession, sessionCookiesSent } from './session-cookies.ts';

test.each<[HeaderList, string[]]>([
  [[], []],
  [[['Cookie', '_ga=1; theme=dark']], []],
  [
    [
      ['X-Cookie', 'a=1'],
      ['cookie', '_ga=1; sid=2;b=3; ; =4'],
    ],
    ['sid', 'b'],
  ],
])('of %j: %j', (headers, names) => {
  expect(sessionCookiesSent(headers)).toEqual(names);
});

test.each([
  '_ga_4F1C',
  'AWSALBCORS',
  '__cf_bm',
  'theme',
  'ui_lang',
  'cookie_consent',
  'csrftoken',
  'XSRF-TOKEN',
])('%s is no session, and a longer name may be one', (name) => {
  expect([mayCarrySession(name), mayCarrySession(`my_${name}_session`)]).toEqual([false, true]);
});

test.each(['sid', 'connect.sid', 'JSESSIONID', '__Host-session', 'themes', 'token', 'languages_seen'])(
  '%s may be a session',
  (name) => {
    expect(mayCarrySession(name)).toBe(true);
  },
);
