import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';
import type { TestPage } from './testing/analyse-page.ts';

/** A page of SvelteKit with one route; the router does nothing here. */
function page(data: string, node: string): TestPage {
  const start = `{ Promise.all([import('/start.js'), import('/app.js')]).then(([kit, app]) => {
    kit.start(app, document.body, { node_ids: [0, 2], data: ${data}, form: null, error: null });
  }); }`;
  const files = {
    '/start.js': 'export function start(app, element, options) {}',
    '/app.js': `export const nodes = [() => import('/nodes/0.js'), () => import('/nodes/2.js')];`,
    '/nodes/0.js':
      'function Layout(anchor, props) { props.children?.(anchor); } export { Layout as component };',
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
