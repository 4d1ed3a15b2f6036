import { memberOf } from './client.ts';
import type { ClientCall, Dialled } from './client.ts';
import { dialOf } from './dial.ts';
import { defineLibrary } from './library.ts';

const usualVersion = '1.48.0';

/** `new ConvexClient(address)`: the deployment's http(s) address as a WebSocket's, with the release in the path. */
function dials({ args, baseUrl, version }: ClientCall): readonly Dialled[] {
  const [address] = args;
  const options = args.at(-1);
  if (memberOf(options, 'disabled') === true) return [];
  if (typeof address !== 'string') return [dialOf(address, baseUrl)];
  if (!/^https?:\/\//.test(address)) return [];
  return [dialOf(`ws${address.slice('http'.length)}/api/${version ?? usualVersion}/sync`, baseUrl)];
}

/** The release stands in a constant, or in the template of the path where the bundler put it there. */
function versionOf(_source: string, script = ''): string | null {
  const part = /\/api\/(?:\$\{([\w$]{1,60})\}|(\d+\.\d+\.\d+))\/sync/.exec(script);
  if (part?.[1] === undefined) return part?.[2] ?? null;
  const name = part[1].replaceAll('$', '\\$');
  return new RegExp(`(?<![\\w$.])${name}\\s*=\\s*["'\`](\\d+\\.\\d+\\.\\d+)["'\`]`).exec(script)?.[1] ?? null;
}

export const convex = defineLibrary({
  id: 'convex',
  name: 'Convex',
  docs: 'https://docs.convex.dev/client/javascript',
  client: {
    globals: { convex: '' },
    packages: ['convex'],
    scripts: [/\bconvex@[\d.]+/i, /\/convex\/dist\/browser\.bundle\.js\b/i],
    entries: [
      {
        path: 'ConvexClient',
        source: [
          'callNewListenersWithCurrentValuesTimer',
          'skipConvexDeploymentUrlCheck',
          'webSocketConstructor',
        ],
        dials,
      },
      { path: 'ConvexReactClient', source: ['ConvexReactClient requires a URL like'], dials },
      { path: 'BaseConvexClient', source: ['Passing a ClientConfig object is no longer supported'], dials },
    ],
    internals: [['.webSocketConstructor(']],
    versionOf,
  },
});
