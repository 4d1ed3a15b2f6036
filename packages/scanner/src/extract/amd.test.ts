import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';
import type { TestPage } from './testing/analyse-page.ts';

/** What tells RequireJS; its own work does nothing here. */
const loader = `var requirejs, require, define; (function () { throwing = 'Mismatched anonymous define() module: ';
  define = function () {}; define.amd = { jQuery: true }; requirejs = require = function () {}; require.toUrl = function (path) { return path; }; })();`;

function page(html: string, files: Readonly<Record<string, string>>): TestPage {
  const all = Object.entries({ '/js/require.js': loader, ...files });
  return {
    html,
    files: Object.fromEntries(all.map(([path, text]) => [new URL(path, 'https://shop.example/').href, text])),
  };
}

const own = '<script src="/js/require.js"></script>';

describe('AMD modules that a loader loads', () => {
  const cases: readonly (readonly [what: string, page: TestPage, lines: readonly string[]])[] = [
    [
      'from the module with which the page begins, relative ones and all',
      page('<script data-main="/js/main" src="/js/require.js"></script>', {
        '/js/main.js': `require(['net/socket', 'conf'], function (Socket, conf) { new Socket(conf.url).open(); })`,
        '/js/net/socket.js': `define(['./log', 'exports'], function (log) { function Socket(url) { this.url = url } Socket.prototype.open = function () { log(); new WebSocket(this.url) }; return Socket })`,
        '/js/net/log.js': `define(function (require, exports, module) { module.exports = function () {} })`,
        '/js/conf.js': `define({ url: 'wss://conf.example' })`,
      }),
      ['connects wss://conf.example/'],
    ],
    [
      'where a configuration says',
      page(
        `${own}<script>require.config({ baseUrl: '/lib', paths: { app: '/app', cdn: ['https://shop.example/far/cdn', '/near/cdn'] } });
          require(['app/client', 'cdn'], function (client, cdn) { client.start(cdn.path) })</script>`,
        {
          '/app/client.js': `define(['require', 'exports', 'base'], function (require, exports, base) { exports.start = function (path) { new WebSocket(base + path) } })`,
          '/lib/base.js': `define([], function () { return 'wss://base.example' })`,
          '/far/cdn.js': `define('cdn', ['module'], function (module) { return { path: '/' + module.id } })`,
        },
      ),
      ['connects wss://base.example/cdn'],
    ],
    [
      'by what was left for the loader, and by single names',
      page(
        `<script>var require = { baseUrl: '/js', deps: ['first'], callback: function (first) { first() } }</script>${own}`,
        {
          '/js/first.js': `define(function (require) { var conf = require('second'); return function () { new WebSocket(conf.url) } })`,
          '/js/second.js': `define({ url: 'wss://left.example' })`,
        },
      ),
      ['connects wss://left.example/'],
    ],
    [
      'that need each other',
      page(`${own}<script>require(['/a.js'], function (a) { a.open() })</script>`, {
        '/a.js': `define(['exports', '/b.js'], function (exports, b) { exports.url = 'wss://round.example'; exports.open = function () { b.open() } })`,
        '/b.js': `define(['/a.js'], function (a) { return { open: function () { new WebSocket(a.url) } } })`,
      }),
      ['connects wss://round.example/'],
    ],
    [
      'of which one is missing, and one is what a plug-in gives',
      page(
        `${own}<script>require(['none', 'text!x.html'], function (none, text) { new WebSocket('wss://some.example/?' + none.id + text) })</script>`,
        {},
      ),
      ['connects wss://some.example/?'],
    ],
  ];
  it.each(cases)('%s', async (_what, given, lines) => {
    expect(await told(given)).toEqual(lines);
  });
});
