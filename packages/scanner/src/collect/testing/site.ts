import type { RequestListener } from 'node:http';
import { clockFor } from '../../clock.ts';
import { collect, type Collected } from '../collect.ts';
import { testNetwork } from '../../net/testing/networks.ts';
import { httpServer } from '../../net/testing/servers.ts';
import type { Network } from '../../net/network.ts';
import { resolveOptions, type ResolvedOptions, type ScanOptions } from '../../options.ts';
import { fetchOriginals, type Originals } from '../source-maps.ts';
import { recordedAnalysis, type RecordedAnalysis } from './analysis.ts';

/** A path's content (its type goes by the extension), or how it answers. */
export type Content = string | Buffer | RequestListener;

export interface Visit extends Collected {
  /** Paths in the order in which they were asked for. */
  readonly requests: readonly string[];
  readonly analysis: RecordedAnalysis;
}

const types: Record<string, string> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  map: 'application/json',
};

/**
 * Collects `/` of a site at `http://shop.test/` that has these files; other hosts lead to the same server, and
 * their files are named with their host (`cdn.test/x.js`).
 */
export function visit(
  files: Readonly<Record<string, Content>>,
  options: ScanOptions = {},
  target = 'http://shop.test/',
): Promise<Visit> {
  return visitThen(files, options, target, (visited) => Promise.resolve(visited));
}

/** Collects a site, analyses it, and reads the source maps that it publishes. */
export function visitWithMaps(
  files: Readonly<Record<string, Content>>,
  options: ScanOptions = {},
  target = 'http://shop.test/',
): Promise<Originals & Pick<Visit, 'requests'>> {
  return visitThen(files, options, target, async (visited, settings, network) => {
    const { references } = await visited.analysis.references();
    const wanted = { references, published: visited.sourceMaps };
    const originals = await fetchOriginals(wanted, visited.page.url, {
      options: settings,
      network,
      clock: clockFor(settings),
    });
    return { ...originals, requests: visited.requests };
  });
}

async function visitThen<T>(
  files: Readonly<Record<string, Content>>,
  options: ScanOptions,
  target: string,
  then: (visited: Visit, settings: ResolvedOptions, network: Network) => Promise<T>,
): Promise<T> {
  const requests: string[] = [];
  const server = await httpServer((request, response) => {
    const host = request.headers.host === 'shop.test' ? '' : (request.headers.host ?? '');
    const path = `${host}${request.url ?? ''}`;
    requests.push(path);
    const content = files[path];
    if (content === undefined) return response.writeHead(404).end();
    if (typeof content === 'function') return content(request, response);
    const extension = /\.(\w+)$/.exec(path.replace(/\?.*/, ''))?.[1] ?? '';
    return response.setHeader('content-type', types[extension] ?? 'text/html').end(content);
  });
  const connectTo = [`:80:127.0.0.1:${server.port}`];
  const settings = resolveOptions({ timeoutMs: 2_000, connectTo, ...options });
  const network = testNetwork(settings);
  const analysis = recordedAnalysis();
  try {
    const clock = clockFor(settings);
    const collected = await collect({ target, options: settings, network, clock, analysis });
    const visited = { ...collected, requests, analysis };
    return await then(visited, settings, network);
  } finally {
    network.close();
    server.close();
  }
}

/** The records of a visit in short: `kind path status (reason) [option]`, hosts of the site left out. */
export function listed({ sources }: Pick<Collected, 'sources'>): string[] {
  return sources.map(({ kind, url, status, reason, option, line }) =>
    [
      kind,
      url.replace('http://shop.test', '') + (line === undefined ? '' : `:${line}`),
      status,
      ...(reason === undefined ? [] : [`(${reason})`]),
      ...(option === undefined ? [] : [`[${option}]`]),
    ].join(' '),
  );
}
