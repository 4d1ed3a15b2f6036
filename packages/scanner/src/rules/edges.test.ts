import { expect, test } from 'vitest';
import type { HeaderList } from '../artifacts.ts';
import { edgeOf } from './edges.ts';

test.each<[string | null, HeaderList, string | null]>([
  ['Cloudflare', [['CF-RAY', '8a1b-FRA']], null],
  ['Cloudflare', [['cf-mitigated', 'challenge']], '<title>Just a moment...</title>'],
  ['Akamai', [['Server', 'AkamaiGHost']], '<H1>Access Denied</H1>'],
  ['Fastly', [['X-Served-By', 'cache-fra-1']], null],
  ['A firewall', [['Server', 'nginx']], '<p>Please solve the CAPTCHA</p>'],
  ['A firewall', [], 'Verify you are human'],
  [null, [['X-Served-By', 'web-3']], null],
  [null, [['Server', 'Akamai fan club']], '<h1>403 Forbidden</h1>'],
  [null, [], `${'x'.repeat(2_000)}captcha`],
  [null, [], null],
])('%s: %j %j', (expected, responseHeaders, body) => {
  expect(edgeOf({ responseHeaders, body })).toBe(expected);
});
