import { expect, test } from 'vitest';
import { toldOf } from '../../testing/analyse.ts';

test.each([
  [
    'says what its members are',
    `const env = new Proxy({}, { get: (target, name) => '/' + name }); new WebSocket(env.live)`,
    'connects wss://shop.example/live',
  ],
  [
    'leaves the target what it does not know',
    `const env = new Proxy({ live: '/live' }, { get: (target, name) => lookup(name) }); new WebSocket(env.live)`,
    'connects wss://shop.example/live',
  ],
  [
    'is told what is set',
    `const store = new Proxy({}, { set(target, name, value) { target[name] = value; if (name === 'url') new WebSocket(target.url); return true } });
     store.url = '/live'`,
    'connects wss://shop.example/live',
  ],
  [
    'hands on what it has no say in',
    `const store = new Proxy({ a: 1 }, { set(target, name, value) { target[name] = value + '!'; return true } });
     store.path = 'live'; new WebSocket('/' + Object.keys(store).join() + store.path + ('path' in store) + store.hasOwnProperty('a'))`,
    'connects wss://shop.example/a,pathlive!truetrue',
  ],
  [
    'may be one that ends',
    `const { proxy, revoke } = Proxy.revocable({ a: 1 }, { get: (target, name) => '/' + name + target.a }); new WebSocket(proxy.live); revoke()`,
    'connects wss://shop.example/live1',
  ],
  [
    'makes what is constructed',
    `const Live = new Proxy(WebSocket, { construct: (target, [url]) => new target(url + '?v=2') }); new Live('/live')`,
    'connects wss://shop.example/live?v=2',
  ],
  [
    'is called',
    `const url = new Proxy((path) => path, { apply: (target, self, args) => target('/api' + args[0]) }); new WebSocket(url('/live'))`,
    'connects wss://shop.example/api/live',
  ],
  [
    'constructs its target where it has no say in that',
    `const Live = new Proxy(WebSocket, { get: (target, name) => target[name] }); new Live('/live')`,
    'connects wss://shop.example/live',
  ],
  [
    'around an array or of a class is its target',
    `class Handler { get(target, name) { return unknown } } const urls = new Proxy(['/live'], new Handler()); new WebSocket(urls[0])`,
    'connects wss://shop.example/live',
  ],
])('a proxy %s', async (_, code, told) => {
  expect(await toldOf(code)).toEqual([told]);
});
