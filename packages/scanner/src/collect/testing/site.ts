import type { RequestListener } from 'node:http';
import { collect, type Collected } from '../collect.ts';
import { testNetwork } from '../../net/testing/networks.ts';
import { httpServer } from '../../net/testing/servers.ts';
import { resolveOptions, type ScanOptions } from '../../options.ts';
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
};

/**
 * Collects `/` of a site at `http://shop.test/` that has these files; other hosts lead to the same server, and
 * their files are named with their host (`cdn.test/x.js`).
 */
export async function visit(
  files: Readonly<Record<string, Content>>,
  options: ScanOptions = {},
  target = 'http://shop.test/',
): Promise<Visit> {
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
    return { ...(await collect({ target, options: settings, network, analysis })), requests, analysis };
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
