import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';
import type { TestPage } from './testing/analyse-page.ts';

/** What tells SystemJS; its own work does nothing here. */
const loader = `(function () { var about = 'https://github.com/systemjs/systemjs/blob/main/docs/errors.md'; function SystemJS() { this.error = 'SystemJS Error#'; } self.System = new SystemJS(); })();`;

function page(html: string, files: Readonly<Record<string, string>>): TestPage {
  const all = Object.entries({ '/system.js': loader, ...files });
  return {
    html,
    files: Object.fromEntries(all.map(([path, text]) => [new URL(path, 'https://shop.example/').href, text])),
  };
}

describe("modules in SystemJS' format", () => {
  const cases: readonly (readonly [what: string, page: TestPage, lines: readonly string[]])[] = [
    [
      'by an import map, with their setters and later imports',
      page(
        `<script type="systemjs-importmap">{"imports":{"app":"/app.js","conf":"/conf/index.js"}}</script>
        <script src="/system.js"></script><script>System.import('app')</script>`,
        {
          '/app.js': `System.register(['conf', './lazy.js'], function (e, context) { var conf, Lazy; return { setters: [function (m) { conf = m.default }, function (m) { Lazy = m.Lazy }],
            execute: function () { new WebSocket(conf.url); new Lazy('/now').open(); context.import('./later.js').then(function (m) { m.go() }) } } })`,
          '/conf/index.js': `System.register([], function (e) { return { execute: function () { e('default', { url: 'wss://conf.example' }) } } })`,
          '/lazy.js': `System.register([], function (e) { return { execute: function () { e({ Lazy: class { constructor(path) { this.path = path } open() { new WebSocket('wss://lazy.example' + this.path) } } }) } } })`,
          '/later.js': `System.register(['./lazy.js'], function (e) { var m; return { setters: [function (n) { m = n }], execute: function () { e('go', function () { new m.Lazy('/later').open() }) } } })`,
        },
      ),
      [
        'connects wss://conf.example/',
        'connects wss://lazy.example/now',
        'connects wss://lazy.example/later',
      ],
    ],
    [
      'by an element, and by their own names',
      page(
        `<script src="/system.js"></script><script>System.register('named', [], function (e) { return { execute: function () { e('base', 'wss://named.example') } } })</script>
        <script type="systemjs-module" src="/begin.js"></script>`,
        {
          '/begin.js': `System.register(['named'], function (e, c) { var base; return { setters: [function (m) { base = m.base }], execute: function () { new WebSocket(base + new URL(c.meta.url).pathname) } } })`,
        },
      ),
      ['connects wss://named.example/begin.js'],
    ],
    [
      'that nothing has',
      page(
        `<script src="/system.js"></script><script>System.import('none'); System.import(location.hash)</script>`,
        {},
      ),
      [],
    ],
  ];
  it.each(cases)('%s', async (_what, given, lines) => {
    expect(await told(given)).toEqual(lines);
  });
});
