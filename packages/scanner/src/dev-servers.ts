import type { ObservedMessage } from './artifacts.ts';

/** How a development server is recognised: by the client that it puts into the page, and by its own socket. */
export interface DevServer {
  readonly id: string;
  readonly name: string;
  /** URLs of scripts that it alone serves, by path and query. */
  readonly scripts?: RegExp;
  /** URLs of its client, where that is a script of its own: the sockets that it opens are the server's. */
  readonly client?: RegExp;
  /** Strings that all stand in the text of its client, however it is bundled. */
  readonly texts?: readonly string[];
  /** Paths of its socket that nothing else uses. */
  readonly path?: RegExp;
  readonly protocols?: readonly string[];
  /** The constructor's call as its client has it. */
  readonly expression?: RegExp;
  /** Messages of its socket, on paths that others use too. */
  readonly messages?: { readonly path: RegExp; readonly text: RegExp };
  /** How to build without it. */
  readonly fix: string;
}

/** Sources: the clients and servers of these projects, in the versions that the tests name. */
export const devServers: readonly DevServer[] = [
  {
    id: 'vite',
    name: 'Vite',
    scripts: /\/@react-refresh(\?|$)/,
    client: /\/@vite\/client(\?|$)/,
    texts: ['vite-hmr', '[vite]'],
    protocols: ['vite-hmr', 'vite-ping'],
    fix: 'Deploy what `vite build` writes and serve it with a plain web server; `vite` and `vite dev` are for development alone.',
  },
  {
    id: 'webpack-dev-server',
    name: 'webpack-dev-server',
    scripts: /\/webpack-dev-server(\/client)?(\.js|\/|\?|$)|\.hot-update\.js(\?|$)/,
    texts: ['webpack-dev-server', 'Disconnected!'],
    path: /\/(sockjs-node(\/.*)?|ng-cli-ws)$/,
    messages: {
      path: /\/ws$/,
      text: /^\{"type":"(hot|liveReload|reconnect|overlay|static-changed)"|^\{"type":"progress","data":(true|false)\}|^\{"type":"error","data":"Invalid Host\/Origin header"\}/,
    },
    fix: 'Deploy what `webpack --mode production` (`ng build`, `react-scripts build`) writes; `webpack serve` is for development alone.',
  },
  {
    id: 'next',
    name: 'Next.js',
    scripts: /\/_next\/static\/(development\/|chunks\/webpack\.js\?v=)/,
    path: /\/_next\/(webpack-)?hmr$/,
    fix: 'Run `next build` and `next start`; `next dev` is for development alone.',
  },
  {
    id: 'parcel',
    name: 'Parcel',
    texts: ['HMR_PORT', 'HMR_HOST', 'hmrApply'],
    expression: /^new WebSocket\(\s*protocol \+ '?"?:\/\/'?"? \+ hostname \+ \(port \?/,
    fix: 'Deploy what `parcel build` writes; `parcel serve` and `parcel watch` put hot reloading into the bundle.',
  },
  {
    id: 'browser-sync',
    name: 'Browsersync',
    client: /\/browser-sync\/browser-sync-client[\w.-]*\.js(\?|$)/,
    texts: ['___browserSync___'],
    path: /\/browser-sync\/socket\.io\/?$/,
    fix: 'Serve the site without Browsersync, and leave its snippet out of the templates that are deployed.',
  },
  {
    id: 'livereload',
    name: 'LiveReload',
    client: /\/livereload\.js(\?|$)/,
    texts: ['livereload.com/protocols/official'],
    messages: { path: /\/livereload$/, text: /^\{"command":"hello","protocols":\[/ },
    path: /^:35729\/livereload$/,
    fix: 'Leave the livereload script out of the templates that are deployed (`hugo` without `server`, `jekyll build`, no livereload plugin).',
  },
  {
    id: 'live-server',
    name: 'live-server',
    texts: ['Live reload enabled.', 'refreshcss'],
    // Its client adds /ws to the whole path of the page; a path of /ws alone is that of many others who greet so.
    messages: { path: /(\/|\.html?)\/ws$/, text: /^connected$/ },
    fix: 'Serve the files with a plain web server: live-server puts its script into every page.',
  },
  {
    id: 'phoenix-live-reload',
    name: 'Phoenix live reload',
    scripts: /\/phoenix\/live_reload\/frame(\?|$)/,
    path: /\/phoenix\/live_reload\/socket(\/websocket)?$/,
    fix: 'Run the release with MIX_ENV=prod, with `code_reloader` off and `Phoenix.LiveReloader` plugged in development alone.',
  },
  {
    id: 'storybook',
    name: 'Storybook',
    path: /\/storybook-server-channel$/,
    fix: 'Deploy what `storybook build` writes; `storybook dev` is for development alone.',
  },
  { id: 'rsbuild', name: 'Rsbuild', path: /\/rsbuild-hmr$/, fix: 'Deploy what `rsbuild build` writes.' },
  {
    id: 'bun',
    name: 'Bun',
    path: /\/_bun\/hmr$/,
    fix: 'Build with `bun build`, or serve with `development: false`.',
  },
  {
    id: 'web-dev-server',
    name: 'Web Dev Server (Modern Web)',
    client: /\/__web-dev-server__web-socket\.js(\?|$)/,
    fix: 'Deploy what a build writes (`rollup`) and serve it with a plain web server; `web-dev-server` is for development alone.',
  },
  {
    id: 'five-server',
    name: 'Five Server',
    client: /\/fiveserver\.js(\?|$)/,
    path: /\/fsws$/,
    fix: 'Serve the files with a plain web server: Five Server puts its script into every page.',
  },
  {
    id: 'eleventy',
    name: 'Eleventy',
    client: /\/\.11ty\/reload-client\.js(\?|$)/,
    messages: { path: /^\/$/, text: /^\{"type":"eleventy\.status"/ },
    fix: 'Deploy what `eleventy` writes; `eleventy --serve` is for development alone.',
  },
  {
    id: 'reload',
    name: 'reload',
    client: /\/reload\/reload\.js(\?|$)/,
    fix: 'Leave /reload/reload.js out of the pages that are deployed, and call reload() in development alone.',
  },
  {
    id: 'karma',
    name: 'Karma',
    texts: ['KARMA_URL_ROOT', 'KARMA_PROXY_PATH'],
    expression: /\bKARMA_PROXY_PATH\b/,
    fix: 'Run Karma on the machine that tests alone, never where others reach it.',
  },
  {
    id: 'observable',
    name: 'Observable Framework',
    path: /\/_observablehq$/,
    fix: 'Deploy what `observable build` writes; `observable preview` is for development alone.',
  },
  {
    id: 'miniflare',
    name: 'Miniflare (Wrangler)',
    path: /\/cdn-cgi\/mf\/reload$/,
    fix: 'Deploy with `wrangler deploy`; `wrangler dev` is for development alone.',
  },
  {
    id: 'trunk',
    name: 'Trunk',
    path: /\/(_trunk|\.well-known\/trunk)\/ws$/,
    fix: 'Deploy what `trunk build` writes.',
  },
];

/** The development server whose client this text is, or null. Linear on hostile text. */
export function devServerOfText(text: Uint8Array): string | null {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  return devServers.find(({ texts }) => texts?.every((one) => bytes.includes(one)))?.id ?? null;
}

/** The development server whose client this script is by its URL, or null. */
export function devServerOfScript(url: string): DevServer | null {
  const path = pathOf(url);
  if (path === '') return null;
  return devServers.find(({ scripts, client }) => scripts?.test(path) || client?.test(path)) ?? null;
}

/** What is known of a socket by which a development server can be told. */
export interface SocketFacts {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly messages: readonly ObservedMessage[];
  readonly references: readonly OpeningCall[];
}

interface OpeningCall {
  readonly expression: string;
  /** The script in which it stands. */
  readonly source: string;
}

/** The development server whose socket this is, and by what it is told; or null. */
export function devServerOfSocket(
  socket: SocketFacts,
): { readonly server: DevServer; readonly by: string } | null {
  const { pathname, port } = new URL(socket.url);
  for (const server of devServers) {
    const by = traitOf(server, socket, pathname, port);
    if (by !== null) return { server, by };
  }
  return null;
}

function traitOf(server: DevServer, socket: SocketFacts, pathname: string, port: string): string | null {
  const protocol = server.protocols?.find((name) => socket.protocols.includes(name));
  if (protocol !== undefined) return `its subprotocol ${protocol}`;
  const { path, messages, expression, client } = server;
  if (path?.test(pathname) || path?.test(`:${port}${pathname}`)) return `its path ${pathname}`;
  if (messages?.path.test(pathname) && socket.messages.some(({ data }) => messages.text.test(data)))
    return 'what it says after the handshake';
  if (expression && socket.references.some((call) => expression.test(call.expression)))
    return 'the call that opens it';
  return client && socket.references.some(({ source }) => client.test(pathOf(source)))
    ? 'the script that opens it'
    : null;
}

function pathOf(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? parsed.pathname + parsed.search : '';
}
