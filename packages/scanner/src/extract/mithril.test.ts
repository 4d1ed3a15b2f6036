import { describe, expect, it } from 'vitest';
import { toldOf } from './testing/analyse.ts';

/** As Mithril makes its elements: what one is of is set at the end. */
const mithril = `const element = (tag, attrs, children) => ({ tag, key: undefined, attrs, children, text: undefined, dom: undefined, domSize: undefined, state: undefined });
const m = (selector, attrs, ...children) => {
  const made = element('', attrs, children);
  if (made.attrs == null) made.attrs = {};
  made.tag = selector;
  return made;
};
m.mount = (root, component) => { root.vnodes = element(component, undefined, []) };`;

const cases: readonly (readonly [what: string, code: string, ...lines: string[]])[] = [
  [
    'is an object whose methods are given the element',
    `const Feed = { path: '/feed/', oninit({ attrs }) { this.url = this.path + attrs.topic }, oncreate(own) { new WebSocket(own.state.url) }, view: () => m('p') };
     m.mount(document.body, { view: () => m('main', null, m(Feed, { topic: 'orders' })) })`,
    'connects wss://shop.example/feed/orders',
  ],
  [
    'is a function that makes one',
    `const Room = ({ attrs: { room } }) => { const socket = new WebSocket('/rooms/' + room); return { view: () => m('b', { onclick: () => socket.send('') }) } };
     m.mount(document.body, { view: () => m(Room, { room: 'a' }) })`,
    'connects wss://shop.example/rooms/a',
  ],
  [
    'is a class',
    `class Room { constructor({ attrs }) { this.room = attrs.room } view() { new WebSocket('/class/' + this.room) } }
     m.mount(document.body, { view: () => m(Room, { room: 'a' }) })`,
    'connects wss://shop.example/class/a',
  ],
  [
    'is nothing without a view',
    `m.mount(document.body, { view: () => m({ oninit() { this.never = () => 1 } }, { room: 'a' }) }); new WebSocket('/page')`,
    'connects wss://shop.example/page',
  ],
];

describe("a component of Mithril's", () => {
  it.each(cases)('%s', async (_what, code, ...lines) => {
    expect(await toldOf(`${mithril} ${code}`)).toEqual(lines);
  });
});
