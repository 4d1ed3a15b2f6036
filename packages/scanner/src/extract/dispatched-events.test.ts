import { describe, expect, it } from 'vitest';
import { analyse, told, toldOf } from './testing/analyse.ts';

describe('events that a page dispatches', () => {
  it.each([
    [
      'of the document',
      `document.addEventListener('go', (e) => new WebSocket(e.detail.url));
       document.dispatchEvent(new CustomEvent('go', { detail: { url: '/doc' } }));`,
      'connects wss://shop.example/doc',
    ],
    [
      'of an element, heard by the window',
      `addEventListener('go', { handleEvent(e) { new WebSocket('/' + e.detail); } });
       document.body.dispatchEvent(new CustomEvent('go', { bubbles: true, detail: 'element' }));`,
      'connects wss://shop.example/element',
    ],
    [
      "of a class of the page's",
      `class Bus extends EventTarget { say(detail) { this.dispatchEvent(Object.assign(new Event('say'), { detail })); } }
       const bus = new Bus(); bus.addEventListener('say', ({ detail }) => new WebSocket(detail)); bus.say('/bus');`,
      'connects wss://shop.example/bus',
    ],
  ])('are followed: %s', async (_, code, expected) => {
    expect(await toldOf(code)).toEqual([expected]);
  });

  it('do not come to the listeners of another target', async () => {
    const code = `const a = new EventTarget(), b = new EventTarget(); let url = '/none';
      a.addEventListener('go', ({ detail }) => { url = detail; });
      b.dispatchEvent(new CustomEvent('go', { detail: '/other' }));
      new WebSocket(url);`;
    expect(await toldOf(code)).toEqual(['connects wss://shop.example/none']);
  });
});

it('a member by a name that is random in part is read by the same name', async () => {
  const code = `const key = 'own' + Math.random(); const element = document.body;
    if (!element[key]) element[key] = { path: '/kept' };
    new WebSocket(element[key].path);`;
  expect(await toldOf(code)).toEqual(['connects wss://shop.example/kept']);
});

it('a member of null is no value of ours', async () => {
  expect(await toldOf(`const held = { current: null }; new WebSocket('/a/' + held.current.name());`)).toEqual(
    ['connects ? part of its path is not known (it is a member of null): wss://shop.example/a/…'],
  );
});

describe('a library for any loader', () => {
  const library = `(function (root, factory) {
    typeof exports === 'object' ? factory(exports) : typeof define === 'function' && define.amd ? define(['exports'], factory) : factory(root.Lib = {});
  })(this, function (exports) {
    exports.open = function (url) { return new WebSocket(url || 'ws://localhost'); };
    /* ${'x'.repeat(12_000)} */
  });`;

  it('is told of by what the page calls', async () => {
    const html = `<script src="/lib.js"></script><script>Lib.open('/called')</script>`;
    const { references } = await analyse(html, { '/lib.js': library });
    expect(references.filter(({ role }) => role === 'connects').map(told)).toEqual([
      'connects wss://shop.example/called',
    ]);
  });

  it('is not told of where nothing calls it', async () => {
    const { references } = await analyse('<script src="/lib.js"></script>', { '/lib.js': library });
    expect(references.filter(({ role }) => role === 'connects')).toEqual([]);
  });
});

it('a call that a sentence quotes is prose', async () => {
  expect(await toldOf(`const text = "new WebSocket('ws://example.org') failed"; show(text);`)).toEqual([
    'mentions ws://example.org/ (prose)',
  ]);
});
