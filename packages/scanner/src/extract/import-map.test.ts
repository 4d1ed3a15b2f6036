import { describe, expect, test } from 'vitest';
import { emptyImportMap, mergeImportMaps, parseImportMap, resolveSpecifier } from './import-map.ts';

const base = 'https://shop.test/app/';

function parsed(map: unknown) {
  const result = parseImportMap(JSON.stringify(map), base);
  if (result === null) throw new Error('not parsed');
  return result;
}

describe('parsing', () => {
  test('addresses are resolved, and those that cannot be are null', () => {
    expect(
      parsed({
        imports: {
          a: './a.js',
          'b/': '/b/',
          'c/': '/c',
          './d.js': 'https://cdn.test/d.js',
          e: 'bare',
          f: 5,
          '': '/x',
        },
        scopes: { '/lib/': { a: '/a2.js' }, 'http://[': { a: '/a3.js' }, './none/': 'no map' },
        integrity: {},
      }),
    ).toEqual({
      imports: {
        a: 'https://shop.test/app/a.js',
        'b/': 'https://shop.test/b/',
        'c/': null,
        'https://shop.test/app/d.js': 'https://cdn.test/d.js',
        e: null,
        f: null,
      },
      scopes: {
        'https://shop.test/lib/': { a: 'https://shop.test/a2.js' },
        'https://shop.test/app/none/': {},
      },
    });
  });

  test.each(['', '{', '[]', 'null', '"x"', '7'])('%j is no map', (text) => {
    expect(parseImportMap(text, base)).toBeNull();
  });

  test.each([{}, { imports: [] }, { imports: null, scopes: 'x' }])('%j is an empty one', (map) => {
    expect(parsed(map)).toEqual({ imports: {}, scopes: {} });
  });

  test('names of the object prototype are names', () => {
    const map =
      parseImportMap('{"imports":{"__proto__":"/p.js","constructor":"/c.js"}}', base) ?? emptyImportMap;
    expect(resolveSpecifier('__proto__', base, map)).toBe('https://shop.test/p.js');
    expect(resolveSpecifier('constructor', base, map)).toBe('https://shop.test/c.js');
    expect(resolveSpecifier('constructor', base, emptyImportMap)).toBeNull();
  });
});

describe('resolving', () => {
  const map = parsed({
    imports: {
      vue: '/vue.js',
      'lib/': '/lib/',
      'lib/deep/': '/deep/',
      './local.js': '/mapped.js',
      no: 5,
      'https://cdn.test/x.js': '/x.js',
    },
    scopes: {
      '/admin/': { vue: '/admin-vue.js' },
      '/admin/old/': { vue: '/old-vue.js' },
      'https://shop.test/one.js': { vue: '/one-vue.js' },
    },
  });

  test.each([
    ['vue', 'https://shop.test/app/', 'https://shop.test/vue.js'],
    ['vue', 'https://shop.test/admin/a.js', 'https://shop.test/admin-vue.js'],
    ['vue', 'https://shop.test/admin/old/a.js', 'https://shop.test/old-vue.js'],
    ['vue', 'https://shop.test/one.js', 'https://shop.test/one-vue.js'],
    ['vue', 'https://shop.test/one.js?x', 'https://shop.test/vue.js'],
    ['lib/a.js', base, 'https://shop.test/lib/a.js'],
    ['lib/deep/a.js', base, 'https://shop.test/deep/a.js'],
    ['lib', base, null],
    ['./local.js', base, 'https://shop.test/mapped.js'],
    ['./local.js', 'https://shop.test/other/', 'https://shop.test/other/local.js'],
    ['../a.js', 'https://shop.test/x/y/z.js', 'https://shop.test/x/a.js'],
    ['/a.js', base, 'https://shop.test/a.js'],
    ['https://cdn.test/x.js', base, 'https://shop.test/x.js'],
    ['https://cdn.test/y.js', base, 'https://cdn.test/y.js'],
    ['no', base, null],
    ['unknown', base, null],
    ['', base, null],
  ])('%s in %s is %s', (specifier, referrer, url) => {
    expect(resolveSpecifier(specifier, referrer, map)).toBe(url);
  });
});

test('of two maps the earlier one wins', () => {
  const one = parsed({ imports: { a: '/1.js' }, scopes: { '/s/': { a: '/1s.js' } } });
  const two = parsed({
    imports: { a: '/2.js', b: '/2b.js' },
    scopes: { '/s/': { a: '/2s.js', b: '/2sb.js' }, '/t/': {} },
  });
  expect(mergeImportMaps(one, two)).toEqual({
    imports: { a: 'https://shop.test/1.js', b: 'https://shop.test/2b.js' },
    scopes: {
      'https://shop.test/s/': { a: 'https://shop.test/1s.js', b: 'https://shop.test/2sb.js' },
      'https://shop.test/t/': {},
    },
  });
});
