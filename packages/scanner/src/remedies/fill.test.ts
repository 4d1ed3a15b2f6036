import { describe, expect, test } from 'vitest';
import { fillRecipe } from './fill.ts';

const code = `server_name shop.example;\nallow "https://shop.example";\n`;

describe('a recipe for a site', () => {
  test('has its Origin and its host', () => {
    expect(fillRecipe(code, { origin: 'https://www.store.test:8443', host: 'live.store.test' })).toBe(
      `server_name live.store.test;\nallow "https://www.store.test:8443";\n`,
    );
  });

  test('has a plaintext page as it is', () => {
    expect(fillRecipe(code, { origin: 'http://127.0.0.1:3000', host: '127.0.0.1' })).toBe(
      `server_name 127.0.0.1;\nallow "http://127.0.0.1:3000";\n`,
    );
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
    expect(fillRecipe(code, { origin, host })).toBe(code);
  });
});
