import { describe, expect, test } from 'vitest';
import { analyse, told, toldOf, withScript } from './testing/analyse.ts';

/** What swc writes before classes for ECMAScript 5. */
const classHelpers = `function d(){try{var e=!Boolean.prototype.valueOf.call(Reflect.construct(Boolean,[],function(){}))}catch(e){}return(d=function(){return!!e})()}
function h(e){return h=Object.setPrototypeOf?Object.getPrototypeOf:function(e){return e.__proto__||Object.getPrototypeOf(e)},h(e)}
function l(e,t,n){return t=h(t),o=e,!(a=d()?Reflect.construct(t,n||[],h(e).constructor):t.apply(e,n))||"object"!=((r=a)&&"undefined"!=typeof Symbol&&r.constructor===Symbol?"symbol":typeof r)&&"function"!=typeof a?function(e){if(void 0===e)throw new ReferenceError("this hasn't been initialised - super() hasn't been called");return e}(o):a;var r,o,a}
function m(e,t){return m=Object.setPrototypeOf||function(e,t){return e.__proto__=t,e},m(e,t)}
function v(e,t){if("function"!=typeof t&&null!==t)throw new TypeError("Super expression must either be null or a function");e.prototype=Object.create(t&&t.prototype,{constructor:{value:e,writable:!0,configurable:!0}}),t&&m(e,t)}`;

/** What TypeScript writes before asynchronous functions for ECMAScript 5. */
const asyncHelpers = `var __awaiter = function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
var __generator = function (thisArg, body) {
    var _ = { label: 0, sent: function() { if (t[0] & 1) throw t[1]; return t[1]; }, trys: [], ops: [] }, f, y, t, g = Object.create((typeof Iterator === "function" ? Iterator : Object).prototype);
    return g.next = verb(0), g["throw"] = verb(1), g["return"] = verb(2), typeof Symbol === "function" && (g[Symbol.iterator] = function() { return this; }), g;
    function verb(n) { return function (v) { return step([n, v]); }; }
    function step(op) {
        if (f) throw new TypeError("Generator is already executing.");
        while (g && (g = 0, op[0] && (_ = 0)), _) try {
            if (f = 1, y && (t = op[0] & 2 ? y["return"] : op[0] ? y["throw"] || ((t = y["return"]) && t.call(y), 0) : y.next) && !(t = t.call(y, op[1])).done) return t;
            if (y = 0, t) op = [op[0] & 2, t.value];
            switch (op[0]) {
                case 0: case 1: t = op; break;
                case 4: _.label++; return { value: op[1], done: false };
                case 5: _.label++; y = op[1]; op = [0]; continue;
                case 7: op = _.ops.pop(); _.trys.pop(); continue;
                default:
                    if (!(t = _.trys, t = t.length > 0 && t[t.length - 1]) && (op[0] === 6 || op[0] === 2)) { _ = 0; continue; }
                    if (op[0] === 3 && (!t || (op[1] > t[0] && op[1] < t[3]))) { _.label = op[1]; break; }
                    if (op[0] === 6 && _.label < t[1]) { _.label = t[1]; t = op; break; }
                    if (t && _.label < t[2]) { _.label = t[2]; _.ops.push(op); break; }
                    if (t[2]) _.ops.pop();
                    _.trys.pop(); continue;
            }
            op = body.call(thisArg, _);
        } catch (e) { op = [6, e]; y = 0; } finally { f = t = 0; }
        if (op[0] & 5) throw op[1]; return { value: op[0] ? op[1] : void 0, done: true };
    }
};`;

/** Code as compilers write it, and all that may be told of it. */
const compiled: readonly (readonly [name: string, code: string, ...told: string[]])[] = [
  [
    'subclasses of swc',
    classHelpers +
      `var A=function(){function A(o){this.u=o.u} A.prototype.go=function(){ new WebSocket('wss://a.test/'+this.u+this.p()) }; A.prototype.p=function(){return '/x'}; return A}();
var B=function(e){function t(r){var n; n=l(this,t,[{u:r}]); n.room=r; return n} v(t,e); t.prototype.p=function(){return '/room/'+this.room}; return t}(A);
new B('one').go();`,
    'connects wss://a.test/one/room/one',
  ],
  [
    'asynchronous functions of TypeScript',
    asyncHelpers +
      `function open(name) { return __awaiter(this, void 0, void 0, function () { var u; return __generator(this, function (_a) {
  switch (_a.label) { case 0: return [4, Promise.resolve('/feed/')]; case 1: u = _a.sent(); new WebSocket('wss://a.test' + u + name); return [2]; } }); }); }
open('x').then(function(){ new WebSocket('wss://b.test/after') });`,
    'connects wss://a.test/feed/x',
    'connects wss://b.test/after',
  ],
  [
    'an enum of TypeScript',
    `var Env; (function (Env) { Env[Env["Dev"] = 0] = "Dev"; Env[Env["Prod"] = 1] = "Prod"; })(Env || (Env = {}));
    new WebSocket('wss://' + Env[1].toLowerCase() + '.a.test/' + Env.Dev);`,
    'connects wss://prod.a.test/0',
  ],
  [
    'a constructor that stores, a method that opens',
    `var Feed = /** @class */ (function () {
      function Feed(url) { this.url = url; }
      Feed.prototype.open = function () { this.socket = new WebSocket(this.url); };
      return Feed;
    }()); new Feed('/feed').open();`,
    'connects wss://shop.example/feed',
  ],
  [
    'a namespace of TypeScript',
    `var Net; (function (Net) { Net.base = 'wss://a.test'; function open(p) { return new WebSocket(Net.base + p); } Net.open = open; })(Net || (Net = {}));
    Net.open('/n');`,
    'connects wss://a.test/n',
  ],
];

test.each(compiled)('%s', async (_name, code, ...expected) => {
  expect(await toldOf(code)).toEqual(expected);
});

describe('a global that nothing sets', () => {
  test.each([
    [`new WebSocket(window.DEBUG ? 'ws://dev.test' : 'wss://live.test')`],
    [`new WebSocket((window.settings || {}).url || 'wss://live.test')`],
    [`new WebSocket('settings' in window ? settings.url : 'wss://live.test')`],
    [`new WebSocket(typeof settings === 'undefined' ? 'wss://live.test' : settings.url)`],
    [`new WebSocket(globalThis.settings?.url ?? 'wss://live.test')`],
  ])('is undefined: %s', async (code) => {
    const lines = await toldOf(code);
    expect(lines.filter((line) => line.startsWith('connects'))).toEqual(['connects wss://live.test/']);
  });

  test('is not known where a script was not read that may set it', async () => {
    const code = `new WebSocket(window.DEBUG ? 'ws://dev.test' : 'wss://live.test')`;
    const { references } = await analyse(
      `<script src="https://cdn.test/debug.js"></script>${withScript(code)}`,
    );
    expect(references.map(told).toSorted()).toEqual(['connects ws://dev.test/', 'connects wss://live.test/']);
  });

  test('is an element where one has that id', async () => {
    const code = `new WebSocket(window.live ? 'wss://with.test' : 'wss://without.test')`;
    const { references } = await analyse(`<p id="live">${withScript(code)}`);
    const lines = references.map(told).filter((line) => line.startsWith('connects'));
    expect(lines).toEqual(['connects wss://with.test/']);
  });
});

describe('what a `catch` does', () => {
  test('is seen after a socket that is surely made, and leaves nothing behind', async () => {
    const code = `let next = '/next'; try { new WebSocket('/a') } catch (e) { new WebSocket('wss://other.test'); next = '/never' } new WebSocket(next)`;
    expect(await toldOf(code)).toEqual([
      'connects wss://shop.example/a',
      'connects wss://other.test/',
      'connects wss://shop.example/next',
    ]);
  });

  test('may happen after one that a browser may refuse', async () => {
    expect(
      await toldOf(`try { new WebSocket('ws://a.test') } catch (e) { new WebSocket('wss://other.test') }`),
    ).toEqual(['connects ws://a.test/', 'connects wss://other.test/']);
  });
});

test('a loop that takes too long costs what it assigns, and nothing else', async () => {
  const code = `(function () {
    var table = [], host = 'wss://a.test', last = 0;
    for (var i = 2; i < 900; i++) { var prime = true; for (var j = 2; j < i; j++) if (i % j === 0) prime = false; if (prime) table.push(last = i); }
    new WebSocket(host + '/live');
    new WebSocket(host + '/' + last);
  })()`;
  const lines = await toldOf(code);
  expect(lines[0]).toBe('connects wss://a.test/live');
  expect(lines[1]).toMatch(/^connects \? part of its path is not known/);
  expect(lines).toHaveLength(2);
});

test('chunks of webpack 3 whose lists of modules have holes where another chunk has its modules', async () => {
  const runtime = `(function(modules){
    window.webpackJsonp = function (chunks, more, run) {
      for (var id in more) if (Object.prototype.hasOwnProperty.call(more, id)) modules[id] = more[id];
      return run && run.map(require);
    };
    var made = {};
    function require(id) {
      if (made[id]) return made[id].exports;
      var module = made[id] = { exports: {} };
      modules[id].call(module.exports, module, module.exports, require);
      return module.exports;
    }
  })([, function (module) { module.exports = function (path) { return new WebSocket('wss://shop.test' + path); }; }]);`;
  const chunk = `webpackJsonp([0], [,, function (module, exports, require) { require(1)('/live'); }, , ], [2]);`;
  expect(await toldOf(runtime + chunk)).toEqual(['connects wss://shop.test/live']);
});
