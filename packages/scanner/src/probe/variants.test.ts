import { describe, expect, test } from 'vitest';
import { originVariants } from './variants.ts';

const foreign = 'https://wssure-probe.example';

function table(page: string, wrong = foreign): string[] {
  return originVariants(page, wrong).map(({ variant, origin }) => `${variant} ${origin}`);
}

describe('the variants of', () => {
  test('an https page on a subdomain', () => {
    expect(table('https://app.shop.test')).toEqual([
      'null null',
      'suffix https://app.shop.test.wssure-probe.example',
      'prefix https://evilapp.shop.test',
      'prefix https://evilshop.test',
      'subdomain https://wssure-probe.app.shop.test',
      'sibling https://wssure-probe.shop.test',
      'scheme http://app.shop.test',
      'port https://app.shop.test:8443',
      'substring https://app.shop.test-wssure-probe.example',
      'localhost http://localhost:3000',
      'extension chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh',
      'ip http://203.0.113.7',
      'dot https://appxshop.test',
      'dot https://app.shopxtest',
      'localhost http://localhost',
      'substring https://wssure-probe-app.shop.test-in.wssure-probe.example',
    ]);
  });

  test('an http page on the registrable domain itself', () => {
    expect(table('http://shop.test')).toEqual([
      'null null',
      'suffix http://shop.test.wssure-probe.example',
      'prefix http://evilshop.test',
      'subdomain http://wssure-probe.shop.test',
      'port http://shop.test:8443',
      'substring http://shop.test-wssure-probe.example',
      'localhost http://localhost:3000',
      'extension chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh',
      'ip http://203.0.113.7',
      'dot http://shopxtest',
      'localhost http://localhost',
      'substring http://wssure-probe-shop.test-in.wssure-probe.example',
    ]);
  });

  test('a page deep below its domain: the dots that make it another first', () => {
    expect(table('https://a.b.c.shop.test').filter((line) => line.startsWith('dot'))).toEqual([
      'dot https://a.b.cxshop.test',
      'dot https://a.b.c.shopxtest',
      'dot https://a.bxc.shop.test',
      'dot https://axb.c.shop.test',
    ]);
  });

  test('a page with a port, with another wrong Origin', () => {
    expect(table('https://app.shop.test:8443', 'https://evil.example:444').slice(0, 9)).toEqual([
      'null null',
      'suffix https://app.shop.test.evil.example',
      'prefix https://evilapp.shop.test:8443',
      'prefix https://evilshop.test:8443',
      'subdomain https://wssure-probe.app.shop.test:8443',
      'sibling https://wssure-probe.shop.test:8443',
      'scheme http://app.shop.test:8443',
      'port https://app.shop.test:8444',
      'substring https://app.shop.test-evil.example',
    ]);
  });

  test('a page on an address: only names that exist', () => {
    expect(table('http://127.0.0.1:3000')).toEqual([
      'null null',
      'suffix http://127.0.0.1.wssure-probe.example',
      'port http://127.0.0.1:8443',
      'substring http://127.0.0.1-wssure-probe.example',
      'localhost http://localhost:3000',
      'extension chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh',
      'ip http://203.0.113.7',
      'localhost http://localhost',
      'substring http://wssure-probe-127.0.0.1-in.wssure-probe.example',
    ]);
  });

  test('a page on localhost: its own Origin is not among them', () => {
    expect(table('http://localhost:3000')).toEqual([
      'null null',
      'suffix http://localhost.wssure-probe.example',
      'prefix http://evillocalhost:3000',
      'subdomain http://wssure-probe.localhost:3000',
      'port http://localhost:8443',
      'substring http://localhost-wssure-probe.example',
      'extension chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh',
      'ip http://203.0.113.7',
      'localhost http://localhost',
      'substring http://wssure-probe-localhost-in.wssure-probe.example',
    ]);
  });

  test('no page', () => {
    expect(table('null')).toEqual([]);
  });
});

test('no Origin is sent twice, and an extension id is one', () => {
  const origins = originVariants('https://a.b.c.shop.co.uk', foreign).map(({ origin }) => origin);
  expect(new Set(origins).size).toBe(origins.length);
  expect(origins.find((origin) => origin.startsWith('chrome'))).toMatch(/^chrome-extension:\/\/[a-p]{32}$/);
});
