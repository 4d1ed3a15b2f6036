import { describe, expect, it } from 'vitest';
import { toldOf } from './testing/analyse.ts';
import { told } from './testing/analyse-page.ts';

/** As Vue 3 makes its applications. */
const vue = `const Vue = { createApp(root) {
  const context = { components: {} };
  const app = {
    _component: { ...root }, _context: context,
    component(name, given) { context.components[name] = given; return app },
    mount(container) { app._container = container; if (!app._component.template) app._component.template = document.querySelector(container).innerHTML },
  };
  return app;
} };`;

const room = `{ props: ['room', 'path'], template: '<i></i>', mounted() { new WebSocket(this.path + '/' + this.room) } }`;

const cases: readonly (readonly [what: string, html: string, lines: readonly string[]])[] = [
  [
    'gives the components in it their attributes',
    `<div id=app><p><live-room room="a" path="/static"></live-room></p><live-room :room="first" v-bind:path="'/bound'"></live-room></div>
     <script>${vue} Vue.createApp({ data: () => ({ first: 'b' }), components: { LiveRoom: ${room} } }).mount('#app')</script>`,
    ['connects wss://shop.example/static/a', 'connects wss://shop.example/bound/b'],
  ],
  [
    'knows the components of the whole application',
    `<div id=app><live-room v-bind="both"></live-room><other-room room="c" path="/none"></other-room></div>
     <script>${vue} const app = Vue.createApp({ data: () => ({ both: { room: 'a', path: '/all' } }) });
     app.component('live-room', ${room}); app.mount('#app')</script>`,
    ['connects wss://shop.example/all/a'],
  ],
  [
    'runs its handlers on the instance',
    `<div id=app><button @click.prevent="join('a')">A</button><form v-on:submit="leave"></form><b @input="count = 1; join('b')"></b></div>
     <script>${vue} Vue.createApp({ data() { return { base: '/join/' } }, methods: {
       join(room) { new WebSocket(this.base + room) }, leave() { new WebSocket(this.base + 'leave') } } }).mount('#app')</script>`,
    [
      'connects wss://shop.example/join/a',
      'connects wss://shop.example/join/b',
      'connects wss://shop.example/join/leave',
    ],
  ],
  [
    'is repeated for each element of a list',
    `<div id=app><template v-for="(one, index) of rooms"><live-room :room="one.id" path="/list"></live-room></template></div>
     <script>${vue} Vue.createApp({ data: () => ({ rooms: [{ id: 'a' }, { id: 'b' }] }), components: { 'live-room': ${room} } }).mount('#app')</script>`,
    ['connects wss://shop.example/list/a', 'connects wss://shop.example/list/b'],
  ],
  [
    'may be a text, or in a script of its own',
    `<div id=app></div><script type="text/x-template" id=own><live-room room="b" path="/own"></live-room></script>
     <script>${vue} const LiveRoom = ${room}; const Own = { template: '#own', components: { LiveRoom } };
     Vue.createApp({ template: '<div><own/><live-room room="a" path="/text"/></div>', components: { LiveRoom, Own } }).mount('#app')</script>`,
    ['connects wss://shop.example/text/a', 'connects wss://shop.example/own/b'],
  ],
  [
    "is what stands in the element of Vue 2's options",
    `<div id=app><live-room :room="first" path="/two"></live-room><b @click="go">go</b></div><script>
     class Vue { constructor(options) { this.$options = options } static component() {} }
     Vue.component('live-room', ${room});
     new Vue({ el: '#app', data: { first: 'a' }, methods: { go() { new WebSocket('/go/' + this.first) } } })</script>`,
    ['connects wss://shop.example/two/a', 'connects wss://shop.example/go/a'],
  ],
  [
    'is no code where nothing is mounted on it',
    `<div id=app><b @click="new WebSocket('/never')" :x="new WebSocket('/neither')"></b></div>
     <script>${vue} Vue.createApp({ data: () => ({}) })</script>`,
    [],
  ],
];

describe("markup that is a template of Vue's", () => {
  it.each(cases)('%s', async (_what, html, lines) => {
    expect((await told(html)).toSorted()).toEqual(lines.toSorted());
  });

  it('may hold templates in templates without an end', async () => {
    const nested = `<div id=app>${'<template v-if="x">'.repeat(900)}<live-room room="deep" path="/never"></live-room></div>`;
    const html = `${nested}<script>${vue} const app = Vue.createApp({ data: () => ({}) }); app.component('live-room', ${room}); app.mount('#app')</script>`;
    expect((await told(html)).filter((line) => line.includes('deep'))).toEqual([]);
  });

  it("is none beside a view of Backbone's", async () => {
    const code = `const View = { extend: (own) => own };
      View.extend({ el: '#app', events: {}, methods: {}, render() { new WebSocket('/view') } })`;
    expect(await toldOf(code)).toEqual(['connects wss://shop.example/view']);
  });
});
