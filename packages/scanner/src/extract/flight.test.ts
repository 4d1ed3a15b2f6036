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
