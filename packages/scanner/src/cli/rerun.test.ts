import { expect, test } from 'vitest';
import { rerunCommand } from './rerun.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';

test.each<[string, string[], string]>([
  ['a plain scan', ['https://shop.test/'], 'wssure https://shop.test/'],
  [
    'what a shell would act on',
    ['https://shop.test/?a=1&b=$(id)'],
    "wssure 'https://shop.test/?a=1&b=$(id)'",
  ],
  ['a quote', ['--user-agent', "it's"], String.raw`wssure --user-agent 'it'\''s'`],
  ['an empty value', ['--targets', ''], "wssure --targets ''"],
  [
    'cookies',
    ['--cookie', 'session=abc; theme=dark', 'https://shop.test/'],
    "wssure --cookie 'session=***; theme=***' https://shop.test/",
  ],
  ['a cookie behind an equals sign', ['--cookie=session=abc'], "wssure '--cookie=session=***'"],
  ['a header', ['--header', 'X-Customer: 42'], "wssure --header 'X-Customer: ***'"],
  [
    'a header behind an equals sign',
    ['--header=Authorization: Bearer abc'],
    "wssure '--header=Authorization: ***'",
  ],
  [
    'a token in the URL',
    [`https://shop.test/?access_token=${jwt}`],
    "wssure 'https://shop.test/?access_token=***'",
  ],
  [
    'a password in a proxy',
    ['--proxy', 'socks5://anna:secret@127.0.0.1:1080'],
    "wssure --proxy 'socks5://***@127.0.0.1:1080'",
  ],
  [
    'secrets that are to be shown',
    ['--show-secrets', '--cookie', 'session=abc'],
    'wssure --show-secrets --cookie session=abc',
  ],
])('%s', (_name, argv, expected) => {
  expect(rerunCommand(argv, {})).toBe(expected);
});

test('says npx where npx ran it', () => {
  expect(rerunCommand(['demo'], { npm_command: 'exec' })).toBe('npx wssure demo');
});
