import { describe, expect, it } from 'vitest';
import { bundle } from '../libraries/testing/bundle.ts';
import { analyse, told, toldOf } from './testing/analyse.ts';

async function toldOfBundle(entry: string, minify: boolean): Promise<string[]> {
  const files = { '/app.js': await bundle(entry, minify) };
  const { references } = await analyse('<div id="root"></div><script src="/app.js"></script>', files);
  return references.filter(({ role }) => role === 'connects').map(told);
}

const reactPages: Readonly<Record<string, readonly [code: string, ...told: string[]]>> = {
  'properties of a component': [
    `function Feed({ topic }) {
      useEffect(() => { const socket = new WebSocket('wss://rt.example/' + topic); return () => socket.close(); }, [topic]);
      return null;
    }
    function App() { return h('main', null, h(Feed, { topic: 'orders' })); }`,
    'connects wss://rt.example/orders',
  ],
  'a context and a hook of the page': [
    `const Base = createContext('wss://default.example');
    function useSocket(path) {
      const base = useContext(Base);
      const url = useMemo(() => base + path, [base, path]);
      const ref = useRef(null);
      useEffect(() => { ref.current = new WebSocket(url); }, [url]);
    }
    function Feed() { useSocket('/feed'); return null; }
    function App() { return h(Base.Provider, { value: 'wss://given.example' }, h(Feed)); }`,
    'connects wss://given.example/feed',
  ],
  'state that an effect sets': [
    `function App() {
      const [url, setUrl] = useState(null);
      useEffect(() => { setUrl('wss://' + location.host + '/late'); }, []);
      useEffect(() => { if (url) new WebSocket(url); }, [url]);
      return null;
    }`,
    'connects wss://shop.example/late',
  ],
  'a reducer, memo and forwardRef': [
    `const reducer = (state, action) => ({ ...state, room: action.room });
    const Room = memo(forwardRef(function Room({ room }, ref) {
      useEffect(() => { new WebSocket('/rooms/' + room); }, [room]);
      return null;
    }));
    function App() {
      const [{ room }] = useReducer(reducer, { room: 'lobby' });
      return h(Room, { room });
    }`,
    'connects wss://shop.example/rooms/lobby',
  ],
  'a component that is loaded once it is shown': [
    `const Room = lazy(() => Promise.resolve({ default: ({ room }) => { useEffect(() => { new WebSocket('/lazy/' + room); }, [room]); return null; } }));
    function App() { return h(Suspense, { fallback: null }, h(Room, { room: 'a' })); }`,
    'connects wss://shop.example/lazy/a',
  ],
  'a context without a default that a component insists on': [
    `const Config = createContext(null);
    function Feed() {
      const config = useContext(Config);
      if (!config) throw new Error('no provider');
      useEffect(() => { new WebSocket('wss://' + config.host + '/feed'); }, [config]);
      return null;
    }
    function App() { return h(Config.Provider, { value: { host: 'rt.example' } }, h(Feed)); }`,
    'connects wss://rt.example/feed',
  ],
  'a promise that is used': [
    `const config = Promise.resolve({ host: 'used.example' });
    function App() { const { host } = use(config); useEffect(() => { new WebSocket('wss://' + host); }, [host]); return null; }`,
    'connects wss://used.example/',
  ],
  'a class component': [
    `class App extends Component {
      state = { room: 'den' };
      componentDidMount() { this.socket = new WebSocket('/' + this.state.room + '/' + this.props.user); }
      render() { return null; }
    }
    App = Object.assign(App);`.replace('App = Object.assign(App);', ''),
    'connects wss://shop.example/den/ann',
  ],
};

describe.each([{ minify: false }, { minify: true }])('React in a bundle, $minify', ({ minify }) => {
  for (const [name, [code, ...expected]] of Object.entries(reactPages)) {
    it(`follows ${name}`, async () => {
      const entry = `
        import { Component, createContext, createElement as h, forwardRef, lazy, memo, Suspense, use, useContext, useEffect, useMemo, useReducer, useRef, useState } from 'react';
        import { createRoot } from 'react-dom/client';
        ${code}
        createRoot(document.getElementById('root')).render(h(App, { user: 'ann' }));`;
      expect(await toldOfBundle(entry, minify)).toEqual(expected);
    });
  }

  it('tells nothing of a component that opens no socket by its properties', async () => {
    const entry = `
      import { createElement as h, useEffect } from 'react';
      import { createRoot } from 'react-dom/client';
      function App({ url }) { useEffect(() => { if (url) new WebSocket(url); }, [url]); return null; }
      createRoot(document.getElementById('root')).render(h(App, { url: null }));`;
    expect(await toldOfBundle(entry, minify)).toEqual([]);
  });
});

describe.each([{ minify: false }, { minify: true }])('Preact in a bundle, $minify', ({ minify }) => {
  it('calls components with their properties', async () => {
    const entry = `
      import { Component, h, render } from 'preact';
      import { useEffect } from 'preact/hooks';
      function Feed({ topic }) { useEffect(() => { new WebSocket('wss://rt.example/' + topic); }, [topic]); return null; }
      class Chat extends Component { componentDidMount() { new WebSocket('/chat/' + this.props.room); } render() { return null; } }
      render(h('main', null, h(Feed, { topic: 'a' }), h(Chat, { room: 7 })), document.getElementById('root'));`;
    expect(await toldOfBundle(entry, minify)).toEqual([
      'connects wss://rt.example/a',
      'connects wss://shop.example/chat/7',
    ]);
  });
});

describe.each([{ minify: false }, { minify: true }])(
  "Preact's contexts in a bundle, $minify",
  ({ minify }) => {
    it('have the values of their providers', async () => {
      const entry = `
      import { createContext, h, render } from 'preact';
      import { useContext, useEffect } from 'preact/hooks';
      const Config = createContext({ host: 'default.example' });
      function Feed() { const { host } = useContext(Config); useEffect(() => { new WebSocket('wss://' + host); }, [host]); return null; }
      render(h(Config.Provider, { value: { host: 'given.example' } }, h(Feed)), document.getElementById('root'));`;
      expect(await toldOfBundle(entry, minify)).toEqual(['connects wss://given.example/']);
    });
  },
);

describe('React that is not read', () => {
  it('follows the hooks by their names', async () => {
    const code = `function Feed() { const [url] = React.useState('/feed'); React.useEffect(() => { new WebSocket(url); }, [url]); }
      ReactDOM.createRoot(document.body).render(React.createElement(Feed));`;
    expect(await toldOf(code)).toEqual(['connects wss://shop.example/feed']);
  });
});

describe("the options of Vue's components", () => {
  it.each([
    [
      'data, computed properties and methods',
      `export({ data() { return { room: 'lobby' }; }, computed: { url() { return '/ws/' + this.room; } },
        methods: { open() { this.socket = new WebSocket(this.url); } }, mounted() { this.open(); } })`,
      'connects wss://shop.example/ws/lobby',
    ],
    [
      'defaults of properties',
      `export({ props: { path: { type: String, default: '/ws' } }, created() { new WebSocket(this.path); }, render() {} })`,
      'connects wss://shop.example/ws',
    ],
    [
      'properties of an element',
      `const Board = { props: ['board-id'], setup(props) { return () => { new WebSocket('/boards/' + props.boardId); }; } };
       const node = { __v_isVNode: true, type: Board, props: { 'board-id': 7 } };`,
      'connects wss://shop.example/boards/7',
    ],
    [
      'what setup returns for a template',
      `const Board = { setup() { return { path: { __v_isRef: true, value: '/live' } }; },
         mounted() { new WebSocket(this.path); } };`,
      'connects wss://shop.example/live',
    ],
  ])('follows %s', async (_, code, expected) => {
    expect(await toldOf(code.replace('export(', 'window.component = ('))).toEqual([expected]);
  });
});
