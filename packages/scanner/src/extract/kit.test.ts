import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';
import type { TestPage } from './testing/analyse-page.ts';

const plainLayout =
  'function Layout(anchor, props) { props.children?.(anchor); } export { Layout as component };';

/** A page of SvelteKit with one route; the router does nothing here. */
function page(data: string, node: string, other = '', layout = plainLayout): TestPage {
  const start = `{ Promise.all([import('/start.js'), import('/app.js')]).then(([kit, app]) => {
    kit.start(app, document.body, { node_ids: [0, 2], data: ${data}, form: null, error: null, route: { id: '/[room]' } });
  }); }`;
  const files = {
    '/start.js': 'export function start(app, element, options) {}',
    '/app.js': `export const nodes = [() => import('/nodes/0.js'), () => import('/nodes/1.js'), () => import('/nodes/2.js')];
      export const dictionary = { '/': [1], '/(shop)/[room]': [~2] };`,
    '/nodes/0.js': layout,
    '/nodes/1.js': other,
    '/nodes/2.js': node,
  };
  const absolute = Object.entries(files).map(([path, text]) => [`https://shop.example${path}`, text]);
  return { html: `<body><script>${start}</script></body>`, files: Object.fromEntries(absolute) };
}

describe('routes of SvelteKit', () => {
  const cases: readonly (readonly [what: string, page: TestPage, lines: readonly string[]])[] = [
    [
      'get what the server has loaded',
      page(
        `[{ type: 'data', data: { base: 'wss://server.example' } }, { type: 'data', data: { path: '/room' } }]`,
        'function Page(anchor, props) { new WebSocket(props.data.base + props.data.path); } export { Page as component };',
      ),
      ['connects wss://server.example/room'],
    ],
    [
      'and what their own code loads',
      page(
        `[null, { type: 'data', data: { base: 'wss://server.example' } }]`,
        `const universal = Object.freeze({ __proto__: null, load: async ({ data }) => ({ url: data.base + '/own' }) });
        function Page(anchor, { data }) { new WebSocket(data.url); } export { Page as component, universal };`,
      ),
      ['connects wss://server.example/own'],
    ],
    [
      'load by their parameters, the address and what those around them gave',
      page(
        `[{ type: 'data', data: { base: 'wss://server.example' } }, null]`,
        `const universal = { load: async ({ params, url, parent }) => { const { base } = await parent(); return { url: base + '/' + params.room + '?from=' + url.pathname }; } };
        function Page(anchor, { data }) { new WebSocket(data.url); } export { Page as component, universal };`,
      ),
      ['connects wss://server.example/app?from=/app/'],
    ],
    [
      'read the page of `$app/state`',
      page(
        '[null, null]',
        `const page = new class { #url = { v: new URL('a:') }; #params = { v: {} }; data = {}; form = null; error = null; state = {}; status = -1;
          get url() { return this.#url.v; } set url(url) { this.#url.v = url; } get params() { return this.#params.v; } set params(params) { this.#params.v = params; } get route() { return null; } set route(route) {} };
        function Page() { new WebSocket(page.url.protocol.replace('http', 'ws') + '//' + page.url.host + '/' + page.params.room); } export { Page as component };`,
      ),
      ['connects wss://shop.example/app'],
    ],
    [
      'are shown within the layouts around them',
      page(
        '[null, null]',
        `export const component = () => { new WebSocket('wss://' + globalThis.within + '.example'); };`,
        '',
        `function Layout(anchor, { children }) { const before = globalThis.within; globalThis.within = 'layout'; children(anchor); globalThis.within = before; } export { Layout as component };`,
      ),
      ['connects wss://layout.example/'],
    ],
    [
      'of which the page shows others get nothing of it',
      page(
        `[null, { type: 'data', data: { base: 'wss://server.example' } }]`,
        'export const component = (anchor, { data }) => { new WebSocket(data.base); };',
        `export const component = (anchor, { data }) => { new WebSocket(data.base + '/other'); };`,
      ),
      ['connects unresolved: `base` is not set in what was read', 'connects wss://server.example/'],
    ],
    [
      'are entered with nothing known where nothing was loaded',
      page(
        '[null, null]',
        'function Page(anchor, { data }) { new WebSocket(data.url); } export { Page as component };',
      ),
      ['connects unresolved: `url` is not set in what was read'],
    ],
  ];
  it.each(cases)('%s', async (_what, given, lines) => {
    expect(await told(given)).toEqual(lines);
  });
});

describe("Svelte's signals", () => {
  it('keep their values where they are read too often to be followed', async () => {
    const code = `
      function signal(v) { return { f: 0, v, reactions: null, equals: Object.is, rv: 0, wv: 0 }; }
      function get(signal) { ${'if (tracked && tracked.deps) { tracked.deps.push(signal); if (signal.reactions === null) signal.reactions = [tracked]; }'.repeat(3)} return signal.v; }
      let tracked = null;
      const host = signal('rt.example'), url = { ...signal(undefined), fn: () => 'wss://' + get(host) };
      function start() { for (let i = 0; i < 900; i++) get({ ...host }); new WebSocket(get(url) + '/feed'); }
      document.addEventListener('start', start);`;
    expect(await told(`<script>${code}</script>`)).toEqual(['connects wss://rt.example/feed']);
  });
});
