import { describe, expect, test } from 'vitest';
import { sourceMapComment } from './source-map-comment.ts';

describe('the source map that a script names', () => {
  test.each([
    ['a()\n//# sourceMappingURL=app.js.map', 'app.js.map'],
    ['a()\n//@ sourceMappingURL=app.js.map\r\n\n', 'app.js.map'],
    ['a()/*# sourceMappingURL=/maps/app.js.map */', '/maps/app.js.map'],
    ['a()/*# sourceMappingURL=app.js.map*/\n', 'app.js.map'],
    ['//# sourceMappingURL=a.map\n//# sourceMappingURL=b.map', 'b.map'],
    ['//# sourceMappingURL=data:application/json;base64,e30=', 'data:application/json;base64,e30='],
    ['//# sourceMappingURL=', null],
    ['//# sourceMappingURL=a.map\nb()', null],
    ['//# sourceMappingURL=a map', null],
    ['x = "//# sourceMappingURL=a.map"', null],
    ['eval("a()\\n//# sourceMappingURL=a.map\\n")', null],
    ['// sourceMappingURL=a.map', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(sourceMapComment(text)).toBe(expected);
  });

  test('takes time in proportion to the text', () => {
    const started = performance.now();
    expect(sourceMapComment(`//# sourceMappingURL=a${' '.repeat(5_000_000)}b`)).toBe(null);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
