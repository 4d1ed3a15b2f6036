import { describe, expect, it } from 'vitest';
import { toldOf } from './testing/analyse.ts';

/** What Vue 3 for bundlers does with the component that is being set up. */
const vue = `let current = null;
(globalThis.__VUE_INSTANCE_SETTERS__ ??= []).push((instance) => { current = instance });
const getCurrentInstance = () => current;
const provide = (key, value) => {
  if (!current) return;
  let own = current.provides;
  if (current.parent && current.parent.provides === own) own = current.provides = Object.create(own);
  own[key] = value;
};
const inject = (key, otherwise) => {
  if (!current) return;
  const from = current.parent == null || current.ce ? current.vnode.appContext.provides : current.parent.provides;
  return key in from ? from[key] : otherwise;
};
const onMounted = (hook) => { const own = current; if (own) (own.m ||= []).push(() => { current = own; hook(); current = null }) };
const h = (type, props) => ({ __v_isVNode: true, type, props });
const createApp = (root) => {
  const context = { app: null, provides: Object.create(null) };
  const app = (context.app = { _component: root, _context: context, mount() {},
    provide(key, value) { context.provides[key] = value; return app } });
  return app;
};`;

const cases: readonly (readonly [what: string, code: string, ...lines: string[]])[] = [
  [
    'is given what a component above it provides',
    `const Room = { setup: ({ room }) => { new WebSocket(inject('base') + room + inject('none', '?o')) } };
     const App = { setup: () => { provide('base', '/provided/'); return () => h(Room, { room: 'a' }) } };
     createApp(App).mount('#app')`,
    'connects wss://shop.example/provided/a?o',
  ],
  [
    'is given what the application provides',
    `const App = { setup: () => { new WebSocket(inject('base') + getCurrentInstance().appContext.app.own) } };
     const app = createApp(App); app.own = '/own'; app.provide('base', 'wss://app.example').mount('#app')`,
    'connects wss://app.example/own',
  ],
  [
    'does what it left to be done once it is mounted',
    `const App = { setup() { onMounted(() => { new WebSocket('/mounted/' + (getCurrentInstance() !== null)) }) } };
     createApp(App).mount('#app')`,
    'connects wss://shop.example/mounted/true',
  ],
  [
    'is none any more when it was set up',
    `const App = { setup() { setTimeout(() => new WebSocket('/later/' + getCurrentInstance())) } };
     createApp(App).mount('#app')`,
    'connects wss://shop.example/later/null',
  ],
];

describe("a component of Vue's that is set up", () => {
  it.each(cases)('%s', async (_what, code, ...lines) => {
    expect(await toldOf(`${vue} ${code}`)).toEqual(lines);
  });
});
