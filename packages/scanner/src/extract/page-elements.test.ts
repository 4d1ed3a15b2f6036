import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';

const source = `class Source extends HTMLElement {
  connectedCallback() { this.stream = new WebSocket(this.src) }
  get src() { return this.getAttribute('src') || '' }
}
customElements.define('live-source', Source)`;

describe('elements of the page', () => {
  const cases: readonly (readonly [what: string, html: string, lines: readonly string[]])[] = [
    [
      'are what their class makes of them',
      `<live-source src="/live"></live-source><script>${source}</script>`,
      ['connects wss://shop.example/live'],
    ],
    [
      'are so each by itself',
      `<live-source src="/a"></live-source><live-source src="/b"></live-source><script>${source}</script>`,
      ['connects wss://shop.example/a', 'connects wss://shop.example/b'],
    ],
    [
      'hear of their attributes',
      `<x-a url="/heard"></x-a><script>customElements.define('x-a', class extends HTMLElement {
        static observedAttributes = ['url', 'other'];
        attributeChangedCallback(name, before, value) { if (name === 'url') new WebSocket(value) }
      })</script>`,
      ['connects wss://shop.example/heard'],
    ],
    [
      'keep what their constructor sets',
      `<x-a></x-a><script>customElements.define('x-a', class extends HTMLElement {
        path = '/field';
        constructor() { super(); this.value = '?own' }
        connectedCallback() { new WebSocket(this.path + this.value) }
      })</script>`,
      ['connects wss://shop.example/field?own'],
    ],
    [
      'are told to be unknown where a script makes them',
      `<script>${source}</script>`,
      ['connects unresolved: an attribute of an element'],
    ],
    [
      'are names of the window by their ids',
      `<i id=conf data-ws="/named"></i><script>new WebSocket(conf.dataset.ws)</script>`,
      ['connects wss://shop.example/named'],
    ],
    [
      'are so as members too',
      `<i id=conf data-ws="/member"></i><script>new WebSocket(window.conf.dataset.ws)</script>`,
      ['connects wss://shop.example/member'],
    ],
    [
      'give way to variables',
      `<i id=conf></i><i id=made></i><script>var conf = '/var'; made = '/set'; new WebSocket(conf); new WebSocket(made)</script>`,
      ['connects wss://shop.example/var', 'connects wss://shop.example/set'],
    ],
    [
      "give way to the browser's own names",
      `<i id=location data-ws="/no"></i><script>new WebSocket(location.origin + '/yes')</script>`,
      ['connects wss://shop.example/yes'],
    ],
  ];
  it.each(cases)('%s', async (_what, html, lines) => {
    expect(await told(html)).toEqual(lines);
  });
});
