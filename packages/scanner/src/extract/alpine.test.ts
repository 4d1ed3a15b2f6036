import { describe, expect, it } from 'vitest';
import { analysePage, told } from './testing/analyse-page.ts';

function atInit(code: string): string {
  return `<script>document.addEventListener('alpine:init', () => { ${code} });</script>
    <script defer src="https://cdn.example/alpinejs@3.x.x/dist/cdn.min.js"></script>`;
}

describe("Alpine's directives", () => {
  const cases: readonly (readonly [what: string, html: string, lines: readonly string[]])[] = [
    [
      'data, and code that runs with it at the start',
      `<div x-data="{ path: '/init' }" x-init="socket = new WebSocket('wss://' + location.host + path)"></div>`,
      ['connects wss://shop.example/init'],
    ],
    [
      'code before the data of its element',
      `<div x-effect="new WebSocket(url)" x-data="{ url: 'wss://effect.example' }"></div>`,
      ['connects wss://effect.example/'],
    ],
    [
      'an init of the data',
      `<div x-data="{ path: '/own', init() { new WebSocket(location.origin + this.path); } }"></div>`,
      ['connects wss://shop.example/own'],
    ],
    [
      'data by a function of the page, of the element itself, and an event',
      `<script>function room(url) { return { url, open() { new WebSocket(this.url); } }; }</script>
        <div x-data="room($el.dataset.url)" data-url="wss://chat.example/4"><button @click="open()"></button></div>`,
      ['connects wss://chat.example/4'],
    ],
    [
      'data by a name, of an element around',
      `${atInit("Alpine.data('feed', (path) => ({ init() { this.connect(); }, connect() { new WebSocket('wss://' + location.host + path); } }))")}
        <main x-data="{ base: '/outer' }"><div x-data="feed(base + '/inner')"></div></main>`,
      ['connects wss://shop.example/outer/inner'],
    ],
    [
      'a store',
      `${atInit("Alpine.store('live', { base: 'wss://store.example', start(path) { new WebSocket(this.base + path); } })")}
        <div x-data x-on:click.once="$store.live.start('/s')"></div>`,
      ['connects wss://store.example/s'],
    ],
    [
      'an event that opens a socket by its whole URL',
      `<div x-data><i @click="new WebSocket('ws://plain.example')"></i></div>`,
      ['connects ws://plain.example/'],
    ],
    ['an event without data around it', `<div><i @click="new WebSocket('/vue')"></i></div>`, []],
    ['in a template', `<template x-data><i x-init="new WebSocket('/t')"></i></template>`, []],
    ['code that is none', `<div x-data="{ nothing:" x-init="("></div>`, []],
  ];
  it.each(cases)('%s', async (_what, html, lines) => {
    expect((await told(html)).filter((line) => line.startsWith('connects'))).toEqual(lines);
  });

  it('stand where they stand in the markup', async () => {
    const html = `<p>\n<div x-data="{ socket: new WebSocket('/place') }"></div>`;
    const { references } = await analysePage({ html });
    expect(references).toEqual([
      {
        id: 'r1',
        library: 'websocket',
        role: 'connects',
        expression: "new WebSocket('/place')",
        url: 'wss://shop.example/place',
        protocols: [],
        location: {
          source: 'https://shop.example/app/',
          line: 2,
          column: 24,
          snippet: "({ socket: new WebSocket('/place') })",
        },
      },
    ]);
  });
});
