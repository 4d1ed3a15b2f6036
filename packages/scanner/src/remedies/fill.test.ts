import { describe, expect, test } from 'vitest';
import { fillRecipe } from './fill.ts';

const code = `server_name shop.example;\nallow "https://shop.example";\nlocation /live {}\n`;

describe('a recipe for a site', () => {
  test('has its Origin and its host', () => {
    expect(
      fillRecipe(code, {
        origin: 'https://www.store.test:8443',
        host: 'live.store.test',
        path: '/socket.io/',
      }),
    ).toBe(`server_name live.store.test;\nallow "https://www.store.test:8443";\nlocation /socket.io/ {}\n`);
  });

  test('has a plaintext page as it is', () => {
    expect(fillRecipe(code, { origin: 'http://127.0.0.1:3000', host: '127.0.0.1', path: '/' })).toBe(
      `server_name 127.0.0.1;\nallow "http://127.0.0.1:3000";\nlocation /live {}\n`,
    );
  });

  test.each([
    ['/ws', '/ws'],
    ['/api/v1.2/rooms/', '/api/v1.2/rooms/'],
    ['/', '/live'],
    ['//x', '/live'],
    ['/../x', '/live'],
    ["/a'b", '/live'],
    ['/a%20b', '/live'],
    ['/{x}', '/live'],
  ])('has the path %s as %s', (path, shown) => {
    expect(fillRecipe('@foreign path /live', { origin: '', host: '', path })).toBe(`@foreign path ${shown}`);
  });

  test.each([
    ["https://a'.test", "a'.test"],
    ['https://a$(id).test', 'a$(id).test'],
    ['https://a`b`.test', 'a`b`.test'],
    ['https://a;}.test', 'a;}.test'],
    ['https://[::1]:3000', '[::1]'],
    ['null', ''],
    ['', 'a b'],
  ])('keeps the example rather than %s, which would mean something in code', (origin, host) => {
    expect(fillRecipe(code, { origin, host, path: '/a;}' })).toBe(code);
  });
});
