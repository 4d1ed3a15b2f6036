import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { originalsOf, sourcePath } from './source-map.ts';
import { bundle, bundleMap, socketOriginal, socketPlace } from './testing/source-map.ts';

const noMap = { error: 'it is not a source map of version 3' };
const broken = { error: 'it is not a source map that can be decoded' };

function originals(map: unknown, ...places: { line: number; column: number }[]): unknown {
  return originalsOf(typeof map === 'string' ? map : JSON.stringify(map), places);
}

describe('places by a source map', () => {
  test('of a bundle that esbuild made', () => {
    const onopen = { line: 1, column: bundle.indexOf('o("live")') + 1 };
    expect(originals(bundleMap, socketPlace, onopen, { line: 9, column: 1 })).toEqual([
      socketOriginal,
      { source: 'src/main.ts', line: 3, column: 1 },
      null,
    ]);
  });

  test('of a map that starts as JSON for hijackers must not', () => {
    expect(originals(`)]}'\n${JSON.stringify(bundleMap)}`, socketPlace)).toEqual([socketOriginal]);
  });

  test('of an index map, its later sections left out', () => {
    const sections = [
      { offset: { line: 0, column: 0 }, map: { ...bundleMap, sources: ['a.ts', 'b.ts'] } },
      { offset: { line: 2, column: 4 }, map: bundleMap },
      { offset: { line: 4_000_000_000, column: 0 }, map: bundleMap },
      { offset: { line: -1, column: 0 }, map: bundleMap },
      { offset: { line: 0, column: 0 }, map: { version: 3, sections: [] } },
      null,
    ];
    const moved = { line: 3, column: socketPlace.column + 4 };
    expect(originals({ version: 3, sections }, socketPlace, moved)).toEqual([
      { ...socketOriginal, source: 'a.ts' },
      socketOriginal,
    ]);
  });

  test('of sources with a root, without a name, and beyond the list', () => {
    const map = { ...bundleMap, sourceRoot: 'webpack://shop/', sources: ['./src/live.ts'] };
    expect(originals(map, socketPlace, { line: 1, column: bundle.length })).toEqual([socketOriginal, null]);
    expect(originals({ ...bundleMap, sources: [null, 7] }, socketPlace)).toEqual([null]);
  });
});

describe('what only claims to be a source map', () => {
  test.each([
    ['<!doctype html>', broken],
    ['[]', noMap],
    ['null', noMap],
    [{ version: 2, sources: [], mappings: '' }, noMap],
    [{ version: 3, sources: 'a', mappings: '' }, noMap],
    [{ version: 3, sources: [], mappings: 7 }, noMap],
    [{ version: 3, sections: [] }, [null]],
    [{ ...bundleMap, mappings: '' }, [null]],
  ])('%j', (map, expected) => {
    expect(originals(map, { line: 1, column: 1 })).toEqual(expected);
  });

  test('never throws, and gives a place or none', () => {
    const anyMap = fc.record({
      version: fc.constant(3),
      sources: fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant(null))),
      sourceRoot: fc.option(fc.string()),
      mappings: fc.string({ unit: fc.constantFrom('A', 'g', 'C', '/', ';', ',', 'D', 'é') }),
    });
    fc.assert(
      fc.property(anyMap, fc.nat(50), fc.nat(50), (map, line, column) => {
        const found = originalsOf(JSON.stringify(map), [{ line: line + 1, column: column + 1 }]);
        if ('error' in found) return;
        expect(found).toHaveLength(1);
        for (const place of found)
          expect(place === null || (place.line >= 1 && place.column >= 1)).toBe(true);
      }),
    );
  });

  test.each([
    ['empty lines', ';'.repeat(10_000_000)],
    ['segments on later lines', `AAAA;${'AAAA,'.repeat(2_000_000)}`],
  ])('is decoded no further than it is needed: %s', (_, mappings) => {
    const started = performance.now();
    const [place] = [originals({ version: 3, sources: ['a.js'], mappings }, { line: 1, column: 1 })];
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(place).toEqual(mappings.startsWith('A') ? [{ source: 'a.js', line: 1, column: 1 }] : [null]);
  });
});

describe('paths of original sources', () => {
  test.each([
    ['../../src/live.ts', 'src/live.ts'],
    ['./src/./live.ts', 'src/live.ts'],
    ['webpack://shop/./src/live.ts?1a2b', 'src/live.ts'],
    ['webpack:///./src/live.vue?vue&type=script', 'src/live.vue'],
    ['webpack:///../node_modules/ws/browser.js', 'node_modules/ws/browser.js'],
    ['webpack-internal:///./src/live.ts', 'src/live.ts'],
    ['webpack://shop/webpack/bootstrap', 'webpack/bootstrap'],
    ['turbopack:///[project]/src/app/live.tsx', 'src/app/live.tsx'],
    ['file:///home/anna/shop/src/live.ts', '/home/anna/shop/src/live.ts'],
    ['/home/anna/shop/src/live.ts', '/home/anna/shop/src/live.ts'],
    [String.raw`..\src\live.ts`, 'src/live.ts'],
    ['\0vite/preload-helper.js', 'vite/preload-helper.js'],
    ['https://shop.test/src/live.ts?v=1', 'https://shop.test/src/live.ts'],
    ['../..', ''],
    ['', ''],
  ])('%j', (source, expected) => {
    expect(sourcePath(source)).toBe(expected);
  });

  test('are not endless', () => {
    expect(sourcePath(`${'a/'.repeat(1000)}live.ts`)).toHaveLength(300);
  });
});
