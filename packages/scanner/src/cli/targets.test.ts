import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { assertNoCommand, targetsOf, withScheme } from './targets.ts';

async function* chunks(...parts: string[]): AsyncGenerator<string> {
  yield* parts;
}

async function collect(operands: string[], file?: string, stdin = chunks()): Promise<string[]> {
  const urls: string[] = [];
  for await (const { url } of targetsOf(operands, file, stdin)) urls.push(url);
  return urls;
}

describe('withScheme', () => {
  test.each([
    ['shop.test', 'https://shop.test'],
    ['shop.test:8443/cart?x=1', 'https://shop.test:8443/cart?x=1'],
    ['bücher.example/', 'https://bücher.example/'],
    ['203.0.113.7', 'https://203.0.113.7'],
    ['[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['intranet:8080', 'https://intranet:8080'],
    ['localhost', 'http://localhost'],
    ['localhost:3000/app', 'http://localhost:3000/app'],
    ['app.localhost:3000', 'http://app.localhost:3000'],
    ['127.0.0.1:5173', 'http://127.0.0.1:5173'],
    ['[::1]:5173', 'http://[::1]:5173'],
    ['localhost.evil.example', 'https://localhost.evil.example'],
  ])('%s → %s', (text, url) => {
    expect(withScheme(text)).toEqual({ url, note: `${text} has no scheme: taking ${url}` });
  });

  test.each([
    'https://shop.test/',
    'HTTP://SHOP.TEST',
    'ftp://shop.test/',
    'wss://shop.test/live',
    'javascript:alert(1)',
    'mailto:anna@shop.test',
    'file:///etc/passwd',
    'https//shop.test',
    '//shop.test/',
    '/index.html',
    './dist',
    '',
  ])('leaves %s to the scan', (text) => {
    expect(withScheme(text)).toEqual({ url: text });
  });
});

describe('targetsOf', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'wssure-targets-'));

  test('reads operands, then the file, each once, without comments and blank lines', async () => {
    const file = path.join(folder, 'sites.txt');
    writeFileSync(file, '# ours\nhttps://a.test/\r\n\n  b.test  \nhttps://c.test/\nhttps://a.test/');
    expect(await collect(['https://c.test/', 'https://c.test/'], file)).toEqual([
      'https://c.test/',
      'https://a.test/',
      'https://b.test',
    ]);
  });

  test('reads standard input as it comes, wherever its chunks end', async () => {
    expect(
      await collect([], '-', chunks('https://a.te', 'st/\nhttps://b', '.test/\nhttps://c.test/')),
    ).toEqual(['https://a.test/', 'https://b.test/', 'https://c.test/']);
  });

  test.each([
    ['missing.txt', 'cannot read it: no such file or folder'],
    ['.', 'cannot read it: it is a folder'],
    ['empty.txt', 'no URL in it'],
  ])('refuses %s', async (name, message) => {
    writeFileSync(path.join(folder, 'empty.txt'), '\n# nothing\n');
    const file = path.join(folder, name);
    await expect(collect([], file)).rejects.toMatchObject({
      name: 'UsageError',
      message: `--targets ${file}: ${message}`,
    });
  });
});

describe('assertNoCommand', () => {
  test.each([
    ['prob', 'prob is neither a command nor a URL (did you mean probe?)'],
    ['serve', 'serve is neither a command nor a URL: give one like https://serve.example/'],
  ])('refuses %s', (word, message) => {
    expect(() => assertNoCommand(['https://a.test/', word], ['scan', 'probe', 'explain', 'demo'])).toThrow(
      expect.objectContaining({ name: 'UsageError', message }),
    );
  });

  test.each(['localhost', 'shop.test', 'https://shop.test/', './dist', 'intranet:8080'])(
    'takes %s',
    (word) => {
      expect(() => assertNoCommand([word], ['scan'])).not.toThrow();
    },
  );
});
