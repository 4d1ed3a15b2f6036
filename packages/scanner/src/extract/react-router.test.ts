import { describe, expect, it } from 'vitest';
import { told } from './testing/analyse-page.ts';

/** What React Router and React are to the modules of routes, in small. */
const library = `const React = { H: null };
export const useContext = (context) => React.H.useContext(context);
export const jsx = (type, props) => ({ $$typeof: Symbol.for('react.transitional.element'), type, key: null, props });
const createContext = (displayName) => { const context = { $$typeof: Symbol.for('react.context'), _currentValue: null, displayName }; context.Provider = context; return context; };
const State = createContext('DataRouterState'), Route = createContext('Route'), Location = createContext('Location'), Await = createContext('Await'), Given = createContext();
const here = () => useContext(Route).matches.at(-1);
export const useLoaderData = () => useContext(State).loaderData[here().route.id];
export const useRouteLoaderData = (id) => useContext(State).loaderData[id];
export const useParams = () => here().params;
export const useMatches = () => useContext(State).matches.map(({ route }) => ({ id: route.id, handle: route.handle }));
export const useLocation = () => useContext(Location).location;
export const useOutletContext = () => useContext(Given);
export const Outlet = ({ context }) => { const { outlet } = useContext(Route); return outlet ? jsx(Given.Provider, { value: context, children: outlet }) : null; };
const Resolved = ({ children }) => children(useContext(Await)._data);
export const Wait = ({ resolve, children }) => { if (resolve._tracked && '_data' in resolve) return jsx(Await.Provider, { value: resolve, children: jsx(Resolved, { children }) }); throw resolve; };`;

interface RoutedPage {
  readonly path?: string;
  /** The routes that are shown, outermost first: the code of each module, and its path. */
  readonly routes: Readonly<Record<string, readonly [code: string, path?: string]>>;
  readonly stream?: readonly string[];
  readonly prefix?: string;
  readonly files?: Readonly<Record<string, string>>;
}

async function connects(page: RoutedPage): Promise<readonly string[]> {
  const { path = '/', routes, stream = [], prefix = '__reactRouter', files = {} } = page;
  const ids = Object.keys(routes);
  const url = `https://shop.example${path}`;
  const imports = ids.map((_id, index) => `import * as route${index} from '/${index}.js';`);
  const described = ids.map((id) => [id, { id, path: routes[id]?.[1] ?? '' }]);
  const html = `<script>window.${prefix}Context = {}; window.${prefix}Context.stream = new ReadableStream({ start(controller) { window.${prefix}Context.streamController = controller; } });</script>
    <script type="module">${imports.join('')}
      window.${prefix}Manifest = ${JSON.stringify({ routes: Object.fromEntries(described) })};
      window.${prefix}RouteModules = {${ids.map((id, index) => `${JSON.stringify(id)}: route${index}`).join()}};</script>
    ${stream.map((part) => `<script>window.${prefix}Context.streamController.enqueue(${JSON.stringify(part)});</script>`).join('')}`;
  const modules = ids.map((id, index) => [
    `https://shop.example/${index}.js`,
    `import { jsx, Outlet, useLoaderData, useLocation, useMatches, useOutletContext, useParams, useRouteLoaderData, Wait } from '/library.js'; ${routes[id]?.[0]}`,
  ]);
  const lines = await told({
    html,
    url,
    files: { 'https://shop.example/library.js': library, ...files, ...Object.fromEntries(modules) },
  });
  return lines.filter((line) => line.startsWith('connects'));
}

const open = (url: string): string => `export default () => { ${url} return null; };`;
const data = (...parts: readonly unknown[]): string =>
  `${JSON.stringify([{ _1: 2 }, 'loaderData', ...parts])}\n`;

describe('the routes of React Router', () => {
  const cases: readonly (readonly [what: string, page: RoutedPage, lines: readonly string[]])[] = [
    [
      'with what their loaders gave, the root too',
      {
        routes: {
          root: [`export default () => jsx(Outlet, {});`],
          home: [
            open(
              `const { url } = useLoaderData(); new WebSocket(url); new WebSocket('wss://' + useRouteLoaderData('root').host);`,
            ),
          ],
        },
        stream: [
          data(
            { _3: 4, _7: 8 },
            'root',
            { _5: 6 },
            'host',
            'root.example',
            'home',
            { _9: 10 },
            'url',
            'wss://home.example',
          ),
        ],
      },
      ['connects wss://home.example/', 'connects wss://root.example/'],
    ],
    [
      'of Remix, over several parts of a line',
      {
        prefix: '__remix',
        routes: { root: [open(`new WebSocket(useLoaderData().url);`)] },
        stream: ['[{"_1":2},"loaderData",{"_3":4},"root",{"_5":6},"url","wss://re', 'mix.example"]\n'],
      },
      ['connects wss://remix.example/'],
    ],
    [
      'with parameters, handles, the location and the context of the outlet',
      {
        path: '/orders/a%20b/live?x=1',
        routes: {
          root: [`export default () => jsx(Outlet, { context: 'wss://outer.example' });`],
          'orders.$id': [
            `export const handle = { live: '/handle' }; ${open(
              `new WebSocket(useOutletContext() + '/' + useParams().id); new WebSocket('wss://' + location.host + useMatches().at(-1).handle.live); new WebSocket('wss://at.example' + useLocation().pathname);`,
            )}`,
            'orders/:id/*',
          ],
        },
      },
      [
        'connects wss://outer.example/a%20b',
        'connects wss://shop.example/handle',
        'connects wss://at.example/orders/a%20b/live',
      ],
    ],
    [
      'with promises that are kept later, sets, maps and what refers to itself',
      {
        routes: {
          root: [
            open(
              `const { late, all, by, self } = useLoaderData(); late.then((url) => new WebSocket(url + '/then')); for (const url of all) new WebSocket(url); new WebSocket(by.get('k')); new WebSocket(self.self.url);`,
            ).replace(
              'return null',
              `return jsx(Wait, { resolve: late, children: (url) => { new WebSocket(url); } })`,
            ),
          ],
        },
        stream: [
          data(
            { _3: 4 },
            'root',
            { _5: 6, _7: 8, _9: 10, _11: 4, _12: 13 },
            'late',
            ['P', 6],
            'all',
            ['S', 14],
            'by',
            ['M', 15, 16],
            'self',
            'url',
            'wss://self.example',
            'wss://set.example',
            'k',
            'wss://map.example',
          ),
          'P6:["wss://late.example"]\n',
        ],
      },
      [
        'connects wss://set.example/',
        'connects wss://map.example/',
        'connects wss://self.example/',
        'connects wss://late.example/',
        'connects wss://late.example/then',
      ],
    ],
    [
      'that load their data in the browser, of a file or of the server',
      {
        routes: {
          root: [
            `export const clientLoader = async ({ serverLoader }) => ({ ...(await serverLoader()), room: 'r' }); ${open(`const { url, room } = useLoaderData(); new WebSocket(url + '/' + room);`)}`,
          ],
          home: [
            `export async function clientLoader({ params }) { const answer = await fetch('/config.json'); return answer.json(); } ${open(`new WebSocket(useLoaderData().url);`)}`,
          ],
        },
        stream: [data({ _3: 4 }, 'root', { _5: 6 }, 'url', 'wss://server.example')],
        files: { 'https://shop.example/config.json': '{"url":"wss://file.example"}' },
      },
      ['connects wss://server.example/r', 'connects wss://file.example/'],
    ],
    [
      'with no data, and a stream that is none',
      {
        routes: {
          root: [
            open(`new WebSocket('wss://fixed.example'); if (useLoaderData()?.url) new WebSocket('/no');`),
          ],
        },
        stream: [
          '[{"_1":2},"loaderData",[["Q",',
          'P99:{}\n',
          'E1:[]\n',
          '[-9,{"_a":"b"},["M",1],["P","x"]]\n',
        ],
      },
      ['connects wss://fixed.example/', 'connects wss://shop.example/no'],
    ],
  ];
  it.each(cases)('%s', async (_what, page, lines) => {
    expect((await connects(page)).toSorted()).toEqual(lines.toSorted());
  });

  it('are none on a page without them', async () => {
    const html = `<script>window.__reactRouterContext = {}; stream.enqueue('[1]'); new WebSocket('wss://plain.example');</script>`;
    expect(await told(html)).toEqual(['connects wss://plain.example/']);
  });
});
