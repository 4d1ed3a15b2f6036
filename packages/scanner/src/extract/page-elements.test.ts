import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';

const source = `class Source extends HTMLElement {
  connectedCallback() { this.stream = new WebSocket(this.src) }
  get src() { return this.getAttribute('src') || '' }
}
customElements.define('live-source', Source)`;

/** As turbo-rails does it, with the part of Action Cable by which its function is known. */
const cable = `const INTERNAL = { default_mount_path: '/cable' };
function createConsumer(url = INTERNAL.default_mount_path) { return { subscriptions: { create() {} } } }
class Cable extends HTMLElement {
  async connectedCallback() { this.subscription = createConsumer().subscriptions.create(this.channel) }
}
if (customElements.get('live-cable') === undefined) customElements.define('live-cable', Cable)`;

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
      'have what Lit sets by attributes when it renders them first',
      `<x-a url="/lit"></x-a><script>class Lit extends HTMLElement { requestUpdate() {} }
      customElements.define('x-a', class extends Lit {
        static properties = { url: { type: String }, none: { type: String } };
        constructor() { super(); this.url = '/default'; this.none = '/none' }
        firstUpdated() { new WebSocket('wss://lit.example' + this.url + this.none) }
      })</script>`,
      ['connects wss://lit.example/lit/none'],
    ],
    [
      'are not rendered so where nothing of Lit is',
      `<x-a url="/plain"></x-a><script>customElements.define('x-a', class extends HTMLElement {
        static properties = { path: {} };
        connectedCallback() { new WebSocket('wss://plain.example' + this.getAttribute('url')) }
      })</script>`,
      ['connects wss://plain.example/plain'],
    ],
    [
      'are told to be unknown where a script makes them',
      `<script>${source}</script>`,
      ['connects unresolved: an attribute of an element'],
    ],
    ['use no library where the page has none, nor makes one', `<script>${cable}</script>`, []],
    [
      'use it where the page has one',
      `<live-cable></live-cable><script>${cable}</script>`,
      ['connects wss://shop.example/cable by actioncable as actioncable-v1-json, actioncable-unsupported'],
    ],
    [
      'use it where a script speaks of one',
      `<script>${cable}; const markup = '<live-cable></live-cable>'</script>`,
      ['connects wss://shop.example/cable by actioncable as actioncable-v1-json, actioncable-unsupported'],
    ],
    [
      'may have any name',
      `<script>${cable.replaceAll('live-cable', String.raw`live-(cable[`)}</script>`,
      ['connects wss://shop.example/cable by actioncable as actioncable-v1-json, actioncable-unsupported'],
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
    [
      'lead to those around them',
      `<section data-a="/a"><p data-b="/b"></p><i id=me></i><p data-c="/c"></p></section><script>
        const me = document.getElementById('me');
        new WebSocket(me.closest('[data-a]').dataset.a);
        new WebSocket(me.previousElementSibling.dataset.b);
        new WebSocket(me.nextElementSibling.dataset.c);
        new WebSocket(me.parentElement.children[0].getAttribute('data-b') + me.parentNode.childElementCount);
        new WebSocket('/matches?' + me.matches('section > i') + me.matches('p') + me.closest('b'))</script>`,
      [
        'connects wss://shop.example/a',
        'connects wss://shop.example/b',
        'connects wss://shop.example/c',
        'connects wss://shop.example/b3',
        'connects wss://shop.example/matches?truefalsenull',
      ],
    ],
    [
      'find what is below them, and nothing else',
      `<div id=a><i class=u data-u="/a"></i></div><div id=b><i class=u data-u="/b"></i></div><i class=u></i><script>
        const b = document.getElementById('b');
        new WebSocket(b.querySelector('.u').dataset.u + b.querySelectorAll('i').length);
        new WebSocket(b.querySelector('u').dataset.u)</script>`,
      ['connects wss://shop.example/b1', 'connects unresolved: an element that is not in the markup'],
    ],
    [
      'are told from their document',
      `<i id=a></i><script>const own = document.getElementById('a'), { nodeType, nodeName } = document;
        new WebSocket('/' + [nodeType, nodeName.slice(1), own.nodeType, own.ownerDocument === document,
          document.ownerDocument, document.namespaceURI, /xhtml$/.test(own.namespaceURI)].map(String).join())</script>`,
      ['connects wss://shop.example/9,document,1,true,null,undefined,true'],
    ],
    [
      'hold what their form is filled with',
      `<form id=f><input name=host value="rt.example"><input name=off type=checkbox value=1><input name=on type=radio checked>
        <input name=gone disabled value=x><input type=submit name=go value=Go><select name=room><option>a<option value=2 selected> b </select>
        <textarea name=path>/t</textarea></form><script>const data = new FormData(f); data.append('room', 3);
        new WebSocket('wss://' + data.get('host') + data.get('path') + '?' + new URLSearchParams(data));
        new WebSocket('/' + data.getAll('room').join() + data.get('gone') + data.has('off') + Object.fromEntries(data).on);
        data.set('room', 4); new WebSocket('/' + [...data.keys()].join() + data.get('room'));
        new WebSocket('/' + new FormData().get('none'))</script>`,
      [
        'connects wss://rt.example/t?host=rt.example&on=on&room=2&path=%2Ft&room=3',
        'connects wss://shop.example/2,3nullfalseon',
        'connects wss://shop.example/host,on,room,path,room4',
        'connects wss://shop.example/null',
      ],
    ],
    [
      'are what is chosen at first, and any other once something happens',
      `<form name=pick><select id=s><option value="/a">A</option><option value="/b" selected> B  b </option></select></form><script>
        new WebSocket(s.value + s.selectedIndex + s.options.length + s.selectedOptions[0].text + document.forms.pick.elements.s.id);
        s.onchange = () => new WebSocket(s.value)</script>`,
      [
        'connects wss://shop.example/b12B%20bs',
        'connects wss://shop.example/b',
        'connects wss://shop.example/a',
      ],
    ],
    [
      'are told to what observes them',
      `<i id=a data-u="/seen"></i><script>const observer = new IntersectionObserver(([{ target, isIntersecting }], own) => {
        if (isIntersecting) new WebSocket(target.dataset.u + (own === observer)) });
        observer.observe(document.getElementById('a')); new IntersectionObserver(() => new WebSocket('/of-nothing'))</script>`,
      ['connects wss://shop.example/seentrue', 'connects wss://shop.example/of-nothing'],
    ],
    [
      'list their attributes',
      `<i id=a data-ws="/ws" title="t"></i><script>const { attributes } = document.getElementById('a');
        new WebSocket(attributes['data-ws'].value + '?' + Array.from(attributes, ({ name }) => name).join())</script>`,
      ['connects wss://shop.example/ws?id,data-ws,title'],
    ],
    [
      'hold what a script writes into them',
      `<script>const made = document.createElement('div'); made.innerHTML = '<p></p><i data-u="/made"></i>';
        new WebSocket(made.querySelector('i').dataset.u + made.children.length + made.firstElementChild.tagName);
        made.innerHTML = '<i data-u="/again"></i>'; new WebSocket(made.querySelector('i').dataset.u)</script>`,
      ['connects wss://shop.example/made2P', 'connects wss://shop.example/again'],
    ],
    [
      'hold what is within a template',
      `<template id=t><b data-u="/markup"></b></template><script>
        const made = document.createElement('template'); made.innerHTML = '<b data-u="/made"></b>';
        const copy = document.importNode(document.getElementById('t').content, true);
        new WebSocket(copy.cloneNode(true).querySelector('b').dataset.u); new WebSocket(made.content.firstChild.dataset.u)</script>`,
      ['connects wss://shop.example/markup', 'connects wss://shop.example/made'],
    ],
  ];
  it.each(cases)('%s', async (_what, html, lines) => {
    expect(await told(html)).toEqual(lines);
  });
});
