import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';

/** As AngularJS keeps what is registered with a module. */
const angular = `const angular = { module(name) {
  const queue = [], config = [], run = [];
  const later = (provider, method, to = queue) => function () { to.push([provider, method, arguments]); return own };
  const own = { _invokeQueue: queue, _configBlocks: config, _runBlocks: run, name,
    value: later('$provide', 'value'), constant: later('$provide', 'constant'), factory: later('$provide', 'factory'),
    service: later('$provide', 'service'), provider: later('$provide', 'provider'),
    controller: later('$controllerProvider', 'register'), directive: later('$compileProvider', 'directive'),
    component: later('$compileProvider', 'component'), run(block) { run.push(block); return own } };
  return own;
} };`;

const cases: readonly (readonly [what: string, code: string, ...lines: string[]])[] = [
  [
    'are given what their parameters are called',
    `.constant('CFG', { path: '/ng/' }).factory('open', function (CFG, $location) {
       return function (room) { return new WebSocket(($location.protocol() === 'https' ? 'wss' : 'ws') + '://' + $location.host() + ':' + $location.port() + CFG.path + room) };
     }).controller('Rooms', function ($scope, open) { $scope.socket = open('a') })`,
    'connects wss://shop.example/ng/a',
  ],
  [
    'are given what a list names, as minified code has it',
    `.value('path', '/list').service('Feed', ['path', '$window', function (p, w) { this.start = function (t) { new WebSocket('wss://' + w.location.host + p + t) } }])
     .run(['Feed', function (f) { f.start('/run') }])`,
    'connects wss://shop.example/list/run',
  ],
  [
    'are made by a provider, once',
    `.provider('Live', function () { var base = '/provided'; this.$get = ['path', function (p) { new WebSocket(base + p); return { base: base } }] })
     .value('path', '/once').run(function (Live) {}).run(function (Live) { new WebSocket(Live.base + '/again') })`,
    'connects wss://shop.example/provided/once',
    'connects wss://shop.example/provided/again',
  ],
  [
    'show what the page has elements for',
    `.directive('liveFeed', function () { return { scope: { topic: '@', at: '@path' }, link: function (scope, element, attrs) { new WebSocket(scope.at + scope.topic + '?' + attrs.path) } } })
     .component('liveRoom', { bindings: { room: '@' }, controller: function () { this.$onInit = function () { new WebSocket('/rooms/' + this.room) } } })
     .directive('none', function () { return { link: function () { new WebSocket('/none') } } })`,
    'connects wss://shop.example/feed/orders?/feed/',
    'connects wss://shop.example/rooms/a',
    'connects wss://shop.example/none',
  ],
  [
    'do not ask for themselves for ever',
    `.factory('A', function (B) { return B }).factory('B', function (A) { return A }).run(function (A) { new WebSocket('/round') })`,
    'connects wss://shop.example/round',
  ],
];

describe("functions that are registered with a module of AngularJS'", () => {
  it.each(cases)('%s', async (_what, code, ...lines) => {
    const markup = `<live-feed topic="orders" path="/feed/"></live-feed><b live-room room="a"></b>`;
    expect(await told(`${markup}<script>${angular} angular.module('shop')${code}</script>`)).toEqual(lines);
  });
});
