import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authority, bareHost, isPublicAddress } from './addresses.ts';
import { failure, publicPageNetwork, testNetwork } from './testing/networks.ts';

describe('isPublicAddress', () => {
  test.each([
    '8.8.8.8',
    '93.184.215.14',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '100.63.255.255',
    '100.128.0.0',
    '169.253.255.255',
    '11.0.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:82a::200e',
    '::ffff:8.8.8.8',
  ])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ['this network', '0.0.0.0'],
    ['this network', '0.255.255.255'],
    ['private', '10.0.0.0'],
    ['private', '10.255.255.255'],
    ['private', '172.16.0.0'],
    ['private', '172.31.255.255'],
    ['private', '192.168.0.1'],
    ['shared', '100.64.0.0'],
    ['shared', '100.127.255.255'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['link-local', '169.254.0.1'],
    ['metadata', '169.254.169.254'],
    ['metadata of AWS tasks', '169.254.170.2'],
    ['metadata of Alibaba', '100.100.100.200'],
    ['platform of Azure', '168.63.129.16'],
    ['protocol assignments', '192.0.0.1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.7'],
    ['relay', '192.88.99.1'],
    ['benchmarking', '198.18.0.1'],
    ['benchmarking', '198.19.255.255'],
    ['multicast', '224.0.0.1'],
    ['multicast', '239.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['loopback', '0:0:0:0:0:0:0:1'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['IPv4-mapped', '::ffff:7f00:1'],
    ['IPv4-mapped', '::ffff:10.0.0.1'],
    ['IPv4-mapped', '0:0:0:0:0:ffff:a9fe:a9fe'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['IPv4-compatible', '::7f00:1'],
    ['IPv4-compatible', '::a00:1'],
    ['IPv4-translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64', '64:ff9b::10.0.0.1'],
    ['local NAT64', '64:ff9b:1::a00:1'],
    ['6to4', '2002:7f00:1::'],
    ['6to4', '2002:a9fe:a9fe::1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['Teredo', '2001::80ff:fffe'],
    ['unique local', 'fc00::1'],
    ['unique local', 'fd00:ec2::254'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['loopback with a zone', '::1%lo'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['documentation', '2001:db8::1'],
    ['documentation', '3fff::1'],
    ['discard', '100::1'],
    ['segment routing', '5f00::1'],
    ['benchmarking', '2001:2::1'],
    ['outside global unicast', '4000::1'],
    ['outside global unicast', '::2'],
    ['no address', 'localhost'],
    ['no address', ''],
    ['no address', '127.1'],
    ['no address', '0x7f.0.0.1'],
    ['no address', '2130706433'],
  ])('%s %s is not', (_kind, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each([
  ['Shop.Test', 'shop.test'],
  ['shop.test.', 'shop.test'],
  ['[::1]', '::1'],
  ['127.0.0.1', '127.0.0.1'],
])('bareHost(%s)', (given, bare) => {
  expect(bareHost(given)).toBe(bare);
});

test('authority puts IPv6 into brackets', () => {
  expect([authority('::1', 80), authority('[::1]', 80), authority('shop.test.', 443)]).toEqual([
    '[::1]:80',
    '[::1]:80',
    'shop.test:443',
  ]);
});

/** Every way to write a private address into a URL that a page could try. */
const spellings: [kind: string, url: string][] = [
  ['dotted', 'http://127.0.0.1/'],
  ['decimal', 'http://2130706433/'],
  ['octal', 'http://017700000001/'],
  ['hexadecimal', 'http://0x7f000001/'],
  ['hexadecimal in capitals', 'http://0X7F000001/'],
  ['octal parts', 'http://0177.0.0.1/'],
  ['octal parts with zeros', 'http://0000177.0000.0000.0001/'],
  ['hexadecimal parts', 'http://0x7f.0x0.0x0.0x1/'],
  ['mixed parts', 'http://0x7f.0.0.01/'],
  ['two parts', 'http://127.1/'],
  ['three parts', 'http://127.0.1/'],
  ['a big last part', 'http://127.65535/'],
  ['a trailing dot', 'http://127.0.0.1./'],
  ['decimal with a trailing dot', 'http://2130706433./'],
  ['full-width digits', 'http://１２７.０.０.１/'],
  ['full-width dots', 'http://127。0。0。1/'],
  ['half-width dots', 'http://127｡0｡0｡1/'],
  ['circled digits', 'http://①②⑦.⓪.⓪.①/'],
  ['percent-encoded digits', 'http://%31%32%37.0.0.1/'],
  ['a percent-encoded dot', 'http://127%2e0.0.1/'],
  ['a soft hyphen', 'http://127.0.0.\u00ad1/'],
  ['a zero-width space', 'http://127.0.0.\u200b1/'],
  ['a tab', 'http://127.0\t.0.1/'],
  ['a newline', 'http://127.0.0\n.1/'],
  ['backslashes', 'http:\\\\127.0.0.1\\'],
  ['one slash', 'http:/127.0.0.1/'],
  ['no slash', 'http:127.0.0.1/'],
  ['userinfo', 'http://shop.example@127.0.0.1/'],
  ['userinfo with a password', 'http://shop.example:80@127.0.0.1/'],
  ['userinfo with two signs', 'http://shop.example@8.8.8.8@127.0.0.1/'],
  ['a fragment in front', 'http://127.0.0.1#@shop.example/'],
  ['a query in front', 'http://127.0.0.1?@shop.example/'],
  ['a backslash in front', 'http://127.0.0.1\\@shop.example/'],
  ['a port', 'http://127.0.0.1:8080/'],
  ['zero', 'http://0/'],
  ['zero parts', 'http://0.0.0.0/'],
  ['octal zero', 'http://00/'],
  ['hexadecimal zero', 'http://0x0/'],
  ['empty hexadecimal', 'http://0x/'],
  ['all ones', 'http://4294967295/'],
  ['localhost', 'http://localhost/'],
  ['localhost in capitals', 'http://LOCALHOST/'],
  ['localhost with a dot', 'http://localhost./'],
  ['below localhost', 'http://shop.localhost/'],
  ['below localhost with a dot', 'http://shop.localhost./'],
  ['full-width localhost', 'http://ｌｏｃａｌｈｏｓｔ/'],
  ['mathematical localhost', 'http://𝓵𝓸𝓬𝓪𝓵𝓱𝓸𝓼𝓽/'],
  ['circled localhost', 'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/'],
  ['percent-encoded localhost', 'http://%6c%6f%63%61%6c%68%6f%73%74/'],
  ['IPv6 loopback', 'http://[::1]/'],
  ['IPv6 loopback in full', 'http://[0:0:0:0:0:0:0:1]/'],
  ['IPv6 loopback with zeros', 'http://[0000:0000:0000:0000:0000:0000:0000:0001]/'],
  ['IPv6 loopback, dotted end', 'http://[::0.0.0.1]/'],
  ['IPv6 unspecified', 'http://[::]/'],
  ['IPv4-mapped', 'http://[::ffff:127.0.0.1]/'],
  ['IPv4-mapped in hexadecimal', 'http://[::ffff:7f00:1]/'],
  ['IPv4-mapped in full', 'http://[0:0:0:0:0:FFFF:7F00:0001]/'],
  ['IPv4-mapped private', 'http://[::ffff:192.168.1.1]/'],
  ['IPv4-mapped metadata', 'http://[::ffff:169.254.169.254]/'],
  ['IPv4-compatible', 'http://[::127.0.0.1]/'],
  ['IPv4-compatible private', 'http://[::10.0.0.1]/'],
  ['IPv4-translated', 'http://[::ffff:0:127.0.0.1]/'],
  ['NAT64', 'http://[64:ff9b::127.0.0.1]/'],
  ['NAT64 in hexadecimal', 'http://[64:ff9b::a9fe:a9fe]/'],
  ['local NAT64', 'http://[64:ff9b:1::127.0.0.1]/'],
  ['6to4', 'http://[2002:7f00:0001::]/'],
  ['6to4 private', 'http://[2002:c0a8:0101::1]/'],
  ['6to4 metadata', 'http://[2002:a9fe:a9fe::1]/'],
  ['Teredo', 'http://[2001:0:7f00:1::80ff:fffe]/'],
  ['Teredo, short', 'http://[2001::80ff:fffe]/'],
  ['unique local', 'http://[fd00::1]/'],
  ['unique local metadata', 'http://[fd00:ec2::254]/'],
  ['link-local', 'http://[fe80::1]/'],
  ['site-local', 'http://[fec0::1]/'],
  ['IPv6 multicast', 'http://[ff02::1]/'],
  ['metadata', 'http://169.254.169.254/latest/meta-data/'],
  ['metadata in decimal', 'http://2852039166/'],
  ['metadata in hexadecimal', 'http://0xa9fea9fe/'],
  ['metadata in octal', 'http://0251.0376.0251.0376/'],
  ['metadata in three parts', 'http://169.254.43518/'],
  ['metadata of AWS tasks', 'http://169.254.170.2/'],
  ['metadata of Alibaba', 'http://100.100.100.200/'],
  ['platform of Azure', 'http://168.63.129.16/'],
  ['10/8', 'http://10.0.0.1/'],
  ['10/8 in two parts', 'http://10.1/'],
  ['10/8 in decimal', 'http://167772161/'],
  ['172.16/12', 'http://172.16.0.1/'],
  ['172.16/12, its end', 'http://172.31.255.255/'],
  ['192.168/16', 'http://192.168.0.1/'],
  ['192.168/16 in two parts', 'http://192.11010049/'],
  ['192.168/16 in hexadecimal', 'http://0xc0a80001/'],
  ['shared', 'http://100.64.0.1/'],
  ['another loopback', 'http://127.127.127.127/'],
  ['link-local', 'http://169.254.1.1/'],
  ['multicast', 'http://224.0.0.1/'],
  ['reserved', 'http://240.0.0.1/'],
  ['broadcast', 'http://255.255.255.255/'],
  ['benchmarking', 'http://198.18.0.1/'],
  ['documentation', 'http://192.0.2.1/'],
  ['https', 'https://127.0.0.1/'],
  ['https by name', 'https://localhost:8443/'],
];

/** What is no URL at all, so that nothing can be reached by it. */
const unparsable: [kind: string, url: string][] = [
  ['a zone id', 'http://[fe80::1%eth0]/'],
  ['an encoded zone id', 'http://[fe80::1%25eth0]/'],
  ['a zone id on loopback', 'http://[::1%25lo]/'],
  ['five parts', 'http://127.0.0.0.1/'],
  ['a part that is too big', 'http://256.256.256.256/'],
  ['a number that is too big', 'http://4294967296/'],
  ['octal that is none', 'http://0189.0.0.1/'],
  ['IPv6 without brackets', 'http://::1/'],
  ['an empty part', 'http://127..0.1/'],
  ['a null byte', 'http://127.0.0.1%00.shop.example/'],
  ['a space', 'http://127.0.0.1 .shop.example/'],
];

describe('a public page cannot reach', () => {
  test('a hundred spellings are tried', () => {
    expect(new Set(spellings.map(([, url]) => url)).size).toBeGreaterThanOrEqual(100);
  });

  test.each(spellings)('%s: %s', async (_kind, url) => {
    const network = publicPageNetwork();
    const failed = await failure(network.fetch({ url, maxBytes: 10, redirects: 0 }));
    expect(failed).toMatch(/^private-address: \S+(?: \(\S+\))? is not a public address/);
  });

  test.each(spellings)('%s by a socket: %s', async (_kind, url) => {
    const { hostname } = new URL(url);
    const request = { hostname, port: 80, tls: false, allowInvalidCertificate: true, timeoutMs: 1_000 };
    expect(await failure(publicPageNetwork().dial(request))).toMatch(/^private-address: /);
    expect(await failure(testNetwork({ forbidPrivate: true }).dial(request))).toMatch(/^private-address: /);
  });

  test.each(unparsable)('%s: %s', async (_kind, url) => {
    const failed = await failure(publicPageNetwork().fetch({ url, maxBytes: 10, redirects: 0 }));
    expect(failed).toMatch(/^invalid-url: /);
  });
});

/** First octets and the bits below them that are private or reserved, with how many bits are fixed. */
const privateBlocks = [
  [0, 0, 8],
  [10, 0, 8],
  [100, 64, 10],
  [127, 0, 8],
  [169, 254, 16],
  [172, 16, 12],
  [192, 168, 16],
  [198, 18, 15],
  [224, 0, 4],
  [240, 0, 4],
] as const;

const privateAddress = fc
  .tuple(fc.constantFrom(...privateBlocks), fc.nat(0xffffffff))
  .map(([[first, second, bits], rest]) => {
    const host = 2 ** (32 - bits);
    const block = Math.floor((first * 2 ** 24 + second * 2 ** 16) / host) * host;
    return block + (rest % host);
  });

/** One of the ways in which a URL parser reads a number. */
function spelled(number: number, how: number): string {
  if (how === 0) return String(number);
  if (how === 1) return `0x${number.toString(16)}`;
  return how === 2 ? `0X${number.toString(16).toUpperCase().padStart(9, '0')}` : `0${number.toString(8)}`;
}

/** An IPv4 address in so many parts, each in one of the ways, or within one of the IPv6 addresses that carry IPv4. */
const spelling = fc
  .tuple(privateAddress, fc.integer({ min: 1, max: 4 }), fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }))
  .chain(([address, parts, hows]) => {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
    const last = address % 2 ** (8 * (5 - parts));
    const numbers = [...octets.slice(0, parts - 1), last];
    const dotted = octets.join('.');
    const [high, low] = [Math.floor(address / 65_536).toString(16), (address % 65_536).toString(16)];
    return fc.constantFrom(
      numbers.map((number, index) => spelled(number, hows[index] ?? 0)).join('.'),
      `${dotted}.`,
      `[::ffff:${dotted}]`,
      `[::FFFF:${high}:${low}]`,
      `[::${dotted}]`,
      `[64:ff9b::${high}:${low}]`,
      `[2002:${high}:${low}::1]`,
    );
  });

describe('whatever the spelling', () => {
  test('of a private address, a URL parser and the guard agree that it is one', () => {
    fc.assert(
      fc.property(spelling, (host) => {
        expect(isPublicAddress(bareHost(new URL(`http://${host}/`).hostname))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('of any host, what is dialled is public or refused', async () => {
    const asked: string[] = [];
    const lookup = (name: string): Promise<string[]> => {
      asked.push(name);
      return Promise.resolve(['10.0.0.1']);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          spelling,
          fc.domain(),
          fc.ipV6().map((ip) => `[${ip}]`),
        ),
        async (host) => {
          const { hostname } = new URL(`http://${host}/`);
          const address = bareHost(hostname);
          fc.pre(!isPublicAddress(address));
          const request = { hostname, port: 80, tls: false, allowInvalidCertificate: true, timeoutMs: 1_000 };
          const failed = await failure(publicPageNetwork({ lookup }).dial(request));
          expect(failed).toMatch(/^private-address: /);
        },
      ),
      { numRuns: 500 },
    );
    expect(asked.every((name) => !isPublicAddress(name))).toBe(true);
  });
});
