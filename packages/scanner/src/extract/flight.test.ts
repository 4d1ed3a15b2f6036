import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';

/** What webpack's loader does, in small. */
const webpack = `(() => {
  const factories = {}, made = {};
  function require(id) { if (!made[id]) factories[id](made[id] = { exports: {} }, made[id].exports, require); return made[id].exports; }
  function load([, modules, run]) { Object.assign(factories, modules); if (run) run(require); }
  const chunks = self.webpackChunk_N_E; chunks.forEach(load); chunks.push = load;
})();`;
/** What Turbopack's does. */
const turbopack = `(() => {
  const factories = new Map(), made = {};
  class Context { i(id) { return made[id] || (factories.get(id)(new Context(), made[id] = {}), made[id]); } s(exports) {} }
  async function register([path, ...parts]) {
    if (parts.length > 1) { for (let i = 0; i < parts.length; i += 2) factories.set(parts[i], parts[i + 1]); return; }
    await Promise.all(parts[0].otherChunks.map((chunk) => chunk));
    for (const id of parts[0].runtimeModuleIds) new Context().i(id);
  }
  const chunks = globalThis.TURBOPACK; globalThis.TURBOPACK = { push: register }; chunks.forEach(register);
})();`;
/** A component of which one property says what it dials, the other nothing. */
const feed = `class Feed { componentDidMount() { new WebSocket(this.props.url + (this.props.room ?? '/none')); } render() { return null; } }`;

const asWebpack = `self.webpackChunk_N_E = [[['app'], { 7: (module, exports) => { ${feed}; exports.default = Feed; exports.Feed = Feed; }, 8: (module) => { ${feed}; module.exports = Feed; } }]]; ${webpack}`;
const asTurbopack = `globalThis.TURBOPACK = [['app.js', 7, (context, exports) => { ${feed}; exports.default = Feed; }]]; ${turbopack}`;

function page(code: string, ...parts: readonly string[]): string {
  const pushed = parts.map((part) => `<script>self.__next_f.push([1,${JSON.stringify(part)}])</script>`);
  return `<script>${code}</script><script>(self.__next_f=self.__next_f||[]).push([0])</script>${pushed.join('')}`;
}

describe("components that React's server has rendered", () => {
  const cases: readonly (readonly [what: string, html: string, lines: readonly string[]])[] = [
    [
      'by webpack, over several parts',
      page(
        asWebpack,
        '4:I[7,["7","app.js"],"default"]\n0:{"f":[["$","main",null,{"children":[["$","$L4",null,{"ur',
        'l":"wss://flight.example","room":"/lobby"}]]}]]}\n',
      ),
      ['connects wss://flight.example/lobby'],
    ],
    [
      'by Turbopack',
      page(
        asTurbopack,
        '4:I[7,["app.js"],"default"]\n0:["$","$L4",null,{"url":"wss://turbo.example","room":"/lobby"}]\n',
      ),
      ['connects wss://turbo.example/lobby'],
    ],
    [
      'by another name, and as the whole of a module',
      page(
        asWebpack,
        'a:I[7,[],"Feed"]\nb:I[8,[],""]\n0:[["$","$La",null,{"url":"wss://named.example"}],["$","$b",null,{"url":"wss://whole.example"}]]\n',
      ),
      ['connects wss://named.example/none', 'connects wss://whole.example/none'],
    ],
    [
      'with what stands for nothing, an escaped dollar, and text in between',
      page(
        asWebpack,
        '4:I[7,[],"default"]\n9:T14,0:["$","$L4",null,{}\n0:["$","$L4",null,{"room":"$undefined","url":"$$L4"}]\n5:["$","$L4",null,{"url":"wss://text.example"}]\n',
      ),
      ['connects wss://shop.example/app/$L4/none', 'connects wss://text.example/none'],
    ],
    [
      'whose module nothing has',
      page(asWebpack, '4:I[99,[],"default"]\n0:["$","$L4",null,{"url":"wss://none.example"}]\n'),
      [],
    ],
    [
      'where no loader is',
      page('', '4:I[7,[],"default"]\n0:["$","$L4",null,{"url":"wss://none.example"}]\n'),
      [],
    ],
    ['that are not what they should be', page(asWebpack, '4:I{"7"\n:::\n0:["$","$L4"]\n1:T,\n2:Tzz,\n'), []],
  ];
  it.each(cases)('%s', async (_what, html, lines) => {
    expect((await told(html)).filter((line) => /^connects (?!unresolved)/.test(line))).toEqual(lines);
  });
});

/** React, in small: what a client's dispatcher, contexts and elements are. */
const react = `const React = { H: null };
const use = (usable) => React.H.use(usable), useContext = (context) => React.H.useContext(context);
const jsx = (type, props) => ({ $$typeof: Symbol.for('react.transitional.element'), type, key: null, props });
const createContext = (value) => { const context = { $$typeof: Symbol.for('react.context'), _currentValue: value }; context.Provider = context; return context; };
const lazy = (load) => ({ $$typeof: Symbol.for('react.lazy'), _payload: { _status: -1, _result: load }, _init(payload) {
  if (payload._status === -1) { const loading = payload._result(); loading.then((module) => { payload._status = 1; payload._result = module; }); payload._status = 0; payload._result = loading; }
  if (payload._status === 1) return payload._result.default; throw payload._result; } });
const Config = createContext(null);`;
const client = (body: string): string =>
  `self.webpackChunk_N_E = [[['app'], { 7: (module, exports) => { ${react} ${body} } }]]; ${webpack}`;
const opens = 'new WebSocket';

describe("what a server's stream refers to", () => {
  const cases: readonly (readonly [what: string, html: string, lines: readonly string[]])[] = [
    [
      'a component that another one is given, as the pages of Next are',
      page(
        client(
          `exports.Root = ({ Component, given }) => jsx(Component, { params: given }); exports.default = ({ params }) => { ${opens}('wss://page.example/' + params.room); };`,
        ),
        '4:I[7,[],"Root"]\n5:I[7,[],"default"]\n0:["$","$L4",null,{"Component":"$5","given":{"room":"r1"}}]\n',
      ),
      ['connects wss://page.example/r1'],
    ],
    [
      'the value of a provider that is further out and comes later',
      page(
        client(
          `exports.Providers = ({ host }) => jsx(Config, { value: { host } }); exports.default = () => { const config = useContext(Config); if (!config) throw new Error('no provider'); ${opens}('wss://' + config.host); };`,
        ),
        '4:I[7,[],"Providers"]\n5:I[7,[],"default"]\n6:["$","$L5",null,{}]\n0:["$","$L4",null,{"host":"context.example","children":"$L6"}]\n',
      ),
      ['connects wss://context.example/'],
    ],
    [
      'other rows, places within rows, promises, maps and sets',
      page(
        client(
          `exports.default = ({ feed, same, late, by, all, at, missing }) => { ${opens}(feed.url); ${opens}(same + '/same'); ${opens}(use(late).url); ${opens}(by.get('k')); for (const url of all) ${opens}(url); ${opens}('wss://at.example/' + at.getTime()); ${opens}(missing + '/missing'); };`,
        ),
        '4:I[7,[],"default"]\n7:{"url":"wss://row.example"}\n8:[["k","wss://map.example"]]\n9:["wss://set.example"]\n' +
          '0:["$","$L4",null,{"feed":"$7","same":"$0:props:feed:url","late":"$@a","by":"$Q8","all":"$W9","at":"$D2020-05-01T00:00:00.000Z","missing":"$L99"}]\na:{"url":"wss://late.example"}\n',
      ),
      [
        'connects wss://row.example/',
        'connects wss://row.example/same',
        'connects wss://late.example/',
        'connects wss://map.example/',
        'connects wss://set.example/',
      ],
    ],
    [
      'itself',
      page(
        client(`exports.default = ({ node }) => { ${opens}('wss://self.example/' + node.room); };`),
        '4:I[7,[],"default"]\n0:["$","$L4",null,{"node":"$7"}]\n7:{"room":"a","parent":"$7"}\n',
      ),
      ['connects wss://self.example/a'],
    ],
    [
      'what a component loads once it is shown',
      page(
        client(
          `const Live = lazy(() => Promise.resolve({ default: ({ host }) => { ${opens}('wss://' + host); } })); exports.default = ({ host }) => jsx(Live, { host });`,
        ),
        '4:I[7,[],"default"]\n0:["$","$L4",null,{"host":"lazy.example"}]\n',
      ),
      ['connects wss://lazy.example/'],
    ],
    [
      'a stream that the client has taken out when it started',
      `${page(asWebpack, '4:I[7,[],"default"]\n0:["$","$L4",null,{"url":"wss://taken.example","room":"/r"}]\n')}<script>const taken = self.__next_f; const stream = []; taken.forEach((part) => stream.push(part)); taken.length = 0; taken.push = (part) => stream.push(part);</script>`,
      ['connects wss://taken.example/r'],
    ],
  ];
  it.each(cases)('%s', async (_what, html, lines) => {
    expect((await told(html)).filter((line) => /^connects (?!unresolved)/.test(line))).toEqual(lines);
  });

  it('files that the document has no element for', async () => {
    const html = page(
      webpack
        .replace('const chunks', "require.p = '/_next/'; const chunks")
        .replace('self.webpackChunk_N_E;', 'self.webpackChunk_N_E = self.webpackChunk_N_E || [];'),
      '2:"static/chunks/feed.js"\n4:I[7,["7","$2"],"default"]\n0:["$","$L4",null,{"url":"wss://chunk.example","room":"/r"}]\n',
    );
    const chunk = `(self.webpackChunk_N_E = self.webpackChunk_N_E || []).push([['feed'], { 7: (module, exports) => { ${feed}; exports.default = Feed; } }]);`;
    const files = { 'https://shop.example/_next/static/chunks/feed.js': chunk };
    expect((await told({ html, files })).filter((line) => line.startsWith('connects'))).toEqual([
      'connects wss://chunk.example/r',
    ]);
  });
});
