import type { VariantId } from 'wssure';
import { page, type VerdictCase } from '../case.ts';
import { serve, type Hello } from '../ws-server.ts';

/** Comparisons of the Origin, right and wrong in the ways that public advisories describe. All greet whom they admit. */
export const allowLists: readonly VerdictCase[] = [
  right('equality', ({ origin }) => origin === page, 'the whole Origin is compared'),
  right(
    'a set of origins',
    ({ origin }) => new Set([page, 'https://admin.shop.test']).has(origin),
    'whole origins are compared',
  ),
  right(
    'equality without regard to case',
    ({ origin }) => origin.toLowerCase() === page,
    'browsers send lower case',
  ),
  right(
    'an anchored regular expression',
    ({ origin }) => /^https:\/\/(app|admin)\.shop\.test$/.test(origin),
    'anchored at both ends, dots escaped',
  ),
  right(
    'equality, or no Origin at all',
    ({ origin }) => origin === '' || origin === page,
    'no browser leaves the Origin out',
  ),
  right(
    "equality of the parsed Origin's parts",
    ({ origin }) => sameParts(origin),
    'scheme, host and port are compared',
  ),
  {
    ...right(
      'the same host and port',
      ({ origin, host }) => hostOf(origin) === host,
      'an http page: no http twin',
    ),
    start: () => serve({ sameHost: true, admit: ({ origin, host }) => hostOf(origin) === host }),
  },
  {
    family: 'allow-list',
    name: 'none',
    policy: 'missing',
    because: 'nothing is compared',
    start: () => serve({}),
  },
  {
    family: 'allow-list',
    name: 'CORS headers on the 101',
    policy: 'missing',
    because: 'CORS does not govern WebSocket',
    start: () => serve({ headers: [`Access-Control-Allow-Origin: ${page}`] }),
  },
  wrong('includes the host', ({ origin }) => origin.includes('app.shop.test'), [
    'suffix',
    'prefix',
    'substring',
    'subdomain',
    'scheme',
    'port',
  ]),
  wrong('includes the domain', ({ origin }) => origin.includes('shop.test'), [
    'suffix',
    'prefix',
    'substring',
    'dot',
    'subdomain',
    'sibling',
    'scheme',
    'port',
  ]),
  wrong('starts with the Origin', ({ origin }) => origin.startsWith(page), ['suffix', 'substring', 'port']),
  wrong('ends with the domain', ({ origin }) => origin.endsWith('shop.test'), [
    'prefix',
    'dot',
    'subdomain',
    'sibling',
    'scheme',
  ]),
  wrong('ends with the host', ({ origin }) => origin.endsWith('app.shop.test'), [
    'prefix',
    'subdomain',
    'scheme',
  ]),
  wrong('a regular expression without anchors', ({ origin }) => /https:\/\/app\.shop\.test/.test(origin), [
    'suffix',
    'substring',
    'port',
  ]),
  wrong('a regular expression without an end', ({ origin }) => /^https?:\/\/app\.shop\.test/.test(origin), [
    'suffix',
    'substring',
    'scheme',
    'port',
  ]),
  wrong('dots that are not escaped', ({ origin }) => /^https:\/\/app.shop.test$/.test(origin), ['dot']),
  {
    ...wrong('dots that are not escaped, deep below the domain', () => false, ['dot']),
    start: async () => ({
      ...(await serve({ admit: ({ origin }) => /^https:\/\/a\.b\.c\.d\.e.shop\.test$/.test(origin) })),
      page: 'https://a.b.c.d.e.shop.test',
    }),
  },
  wrong('either scheme', ({ origin }) => /^https?:\/\/app\.shop\.test$/.test(origin), ['scheme']),
  wrong('any port', ({ origin }) => /^https:\/\/app\.shop\.test(:\d+)?$/.test(origin), ['port']),
  wrong('hostnames alone', ({ origin }) => URL.parse(origin)?.hostname === 'app.shop.test', [
    'scheme',
    'port',
  ]),
  wrong('host and port, not the scheme', ({ origin }) => hostOf(origin) === 'app.shop.test', ['scheme']),
  wrong('a wildcard of subdomains', ({ origin }) => /^https:\/\/([a-z\d-]+\.)*shop\.test$/.test(origin), [
    'prefix',
    'subdomain',
    'sibling',
  ]),
  wrong('everything below the page', ({ origin }) => /^https:\/\/(.+\.)?app\.shop\.test$/.test(origin), [
    'subdomain',
  ]),
  wrong('a wildcard that takes any text', ({ origin }) => /^https:\/\/.*shop\.test$/.test(origin), [
    'prefix',
    'dot',
    'subdomain',
    'sibling',
  ]),
  wrong('the last two labels', ({ origin }) => origin.split('.').slice(-2).join('.') === 'shop.test', [
    'prefix',
    'subdomain',
    'sibling',
    'scheme',
  ]),
  wrong('labels compared pairwise', ({ origin }) => pairwise(origin), ['suffix', 'scheme', 'port']),
  wrong('null is let through', ({ origin }) => origin === page || origin === 'null', ['null']),
  wrong(
    'localhost of a developer',
    ({ origin }) => origin === page || origin.startsWith('http://localhost'),
    ['localhost'],
  ),
  wrong('localhost on one port', ({ origin }) => origin === page || origin === 'http://localhost:3000', [
    'localhost',
  ]),
  wrong('browser extensions', ({ origin }) => origin === page || origin.startsWith('chrome-extension://'), [
    'extension',
  ]),
  wrong(
    'addresses instead of names',
    ({ origin }) => origin === page || /^https?:\/\/\d+\.\d+\.\d+\.\d+(:\d+)?$/.test(origin),
    ['ip'],
  ),
  wrong('whatever is not https', ({ origin }) => origin === page || !origin.startsWith('https://'), [
    'null',
    'scheme',
    'ip',
    'localhost',
    'extension',
  ]),
  wrong('a list of what is forbidden', ({ origin }) => !origin.endsWith('.example'), [
    'null',
    'prefix',
    'dot',
    'subdomain',
    'sibling',
    'scheme',
    'port',
    'ip',
    'localhost',
    'extension',
  ]),
];

function right(name: string, admit: (hello: Hello) => boolean, because: string): VerdictCase {
  return { family: 'allow-list', name, policy: 'enforced', because, start: () => serve({ admit }) };
}

function wrong(name: string, admit: (hello: Hello) => boolean, bypasses: readonly VariantId[]): VerdictCase {
  return {
    family: 'allow-list',
    name,
    policy: 'weak',
    bypasses,
    because: 'the comparison is true of these variants and of no other',
    start: () => serve({ admit }),
  };
}

function sameParts(origin: string): boolean {
  const given = URL.parse(origin);
  return given?.protocol === 'https:' && given.hostname === 'app.shop.test' && given.port === '';
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}

/** Only as many labels as the shorter name has (CVE-2026-21883 was of this kind). */
function pairwise(origin: string): boolean {
  const labels = URL.parse(origin)?.hostname.split('.') ?? [];
  return labels.length >= 3 && ['app', 'shop', 'test'].every((label, index) => labels[index] === label);
}
