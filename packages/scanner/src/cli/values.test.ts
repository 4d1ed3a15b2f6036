import { writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { demoCa } from '../demo/certificate.ts';
import * as values from './values.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'wssure-values-'));

function fileWith(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const cookie = {
  name: 'sid',
  value: 'x',
  domain: 'shop.test',
  path: '/',
  expires: -1,
  secure: true,
  httpOnly: true,
  sameSite: 'Lax',
};
const depth = values.oneOf('--depth', ['basic', 'full']);
const timeout = values.seconds('--timeout');
const concurrency = values.wholeNumber('--concurrency', 1, 64);

describe('values that are taken', () => {
  test.each<[string, unknown, unknown]>([
    ['seconds', timeout('10'), 10_000],
    ['a fraction of a second', timeout('0.25'), 250],
    ['the shortest time', timeout('0.0001'), 1],
    ['a whole number', concurrency('64'), 64],
    ['a choice', depth('basic'), 'basic'],
    ['an origin', values.origin('https://evil.example'), 'https://evil.example'],
    ['an origin with a port', values.origin('http://evil.example:8080'), 'http://evil.example:8080'],
    ['an opaque origin', values.origin('null'), 'null'],
    ['an extension', values.origin('chrome-extension://abcdefgh'), 'chrome-extension://abcdefgh'],
    ['a header', values.header('Authorization:  Bearer a:b '), ['Authorization', 'Bearer a:b']],
    ['an empty header', values.header('X-Empty:'), ['X-Empty', '']],
    ['a cookie', values.cookies('session=a=b'), ['session=a=b']],
    ['cookies', values.cookies('a=1; b=2;'), ['a=1', 'b=2']],
    ['a proxy', values.proxy('socks5h://user:secret@127.0.0.1:1080'), 'socks5h://user:secret@127.0.0.1:1080'],
    ['a domain', values.domain('cdn.example'), 'cdn.example'],
    ['a user agent', values.userAgent('Mozilla/5.0 (test)'), 'Mozilla/5.0 (test)'],
    ['a subprotocol', values.subprotocol('graphql-transport-ws'), 'graphql-transport-ws'],
    [
      'a storage state',
      values.storageState(fileWith('state.json', JSON.stringify({ cookies: [cookie] }))),
      { cookies: [cookie] },
    ],
    ['a certificate', values.certificates(fileWith('ca.pem', demoCa)), demoCa],
  ])('%s', (_name, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});

const missing = path.join(folder, 'missing.pem');
const notPem = fileWith('not.pem', 'hello');

describe('values that are refused, in one line', () => {
  test.each<[() => unknown, string]>([
    [() => timeout('abc'), '--timeout "abc" is not a number of seconds from 0.001 to 3600, like 10'],
    [() => timeout('0'), '--timeout "0" is not a number of seconds from 0.001 to 3600, like 10'],
    [() => timeout(''), '--timeout "" is not a number of seconds from 0.001 to 3600, like 10'],
    [
      () => timeout('Infinity'),
      '--timeout "Infinity" is not a number of seconds from 0.001 to 3600, like 10',
    ],
    [() => concurrency('1e1'), '--concurrency "1e1" is not a whole number from 1 to 64'],
    [() => concurrency('65'), '--concurrency "65" is not a whole number from 1 to 64'],
    [() => depth('x'), '--depth "x" is not one of basic, full'],
    [() => depth('ful'), '--depth "ful" is not one of basic, full (did you mean full?)'],
    [() => values.origin('evil.example'), originAdvice('evil.example')],
    [() => values.origin('https://evil.example/'), originAdvice('https://evil.example/')],
    [() => values.origin('https://user@evil.example'), originAdvice('https://user@evil.example')],
    [
      () => values.origin('https://evil.example\r\nX: y'),
      String.raw`--origin "https://evil.example\r\nX: y" is not an origin: give scheme://host or scheme://host:port, without a path`,
    ],
    [() => values.header('Bearer secret'), headerAdvice],
    [() => values.header(': secret'), headerAdvice],
    [() => values.header('Two words: secret'), headerAdvice],
    [() => values.header('X-Token: a\r\nHost: b'), '--header X-Token: the value contains a line break'],
    [() => values.cookies('secret'), '--cookie takes name=value, or several of them with ";" between'],
    [() => values.cookies('=secret'), '--cookie takes name=value, or several of them with ";" between'],
    [() => values.proxy('ftp://user:secret@host'), proxyAdvice],
    [() => values.proxy('127.0.0.1:8080'), proxyAdvice],
    [
      () => values.domain('https://cdn.example/'),
      '--first-party "https://cdn.example/" is not a domain: give one like shop-cdn.example, without scheme or path',
    ],
    [() => values.userAgent('a\nb'), '--user-agent takes printable ASCII text'],
    [
      () => values.subprotocol('two words'),
      '--subprotocol "two words" is not a subprotocol: it must be a token without spaces, like graphql-ws',
    ],
    [() => values.certificates(missing), `--ca ${missing}: cannot read it: no such file or folder`],
    [
      () => values.storageState(missing),
      `--storage-state ${missing}: cannot read it: no such file or folder`,
    ],
    [
      () => values.storageState(notPem),
      `--storage-state ${notPem}: not JSON: give the file that Playwright saves with context.storageState({ path })`,
    ],
    [
      () => values.certificates(notPem),
      `--ca ${notPem}: no certificate in it: give a PEM file (-----BEGIN CERTIFICATE-----)`,
    ],
  ])('%#: %s', (parse, message) => {
    expect(parse).toThrow(expect.objectContaining({ name: 'UsageError', message }));
  });
});

function originAdvice(text: string): string {
  return `--origin "${text}" is not an origin: give scheme://host or scheme://host:port, without a path`;
}

const headerAdvice =
  '--header takes "Name: value", like "Authorization: Bearer …": there is no valid name before a colon';
const proxyAdvice =
  '--proxy takes a URL that starts with http://, https://, socks5://, socks5h:// or socks4://, like socks5h://127.0.0.1:1080';
