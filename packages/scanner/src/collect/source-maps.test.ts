import { describe, expect, test } from 'vitest';
import { bundle, bundleMap, socketOriginal } from '../extract/testing/source-map.ts';
import type { ScanOptions } from '../options.ts';
import { listed, visitWithMaps, type Content } from './testing/site.ts';

const map = JSON.stringify(bundleMap);
const page = '<script src=/app.js></script>';
const named = (url: string): string => `${bundle}//# sourceMappingURL=${url}\n`;

interface Told {
  /** Where the socket of `/app.js` comes from. */
  readonly original: unknown;
  readonly maps: readonly string[];
  readonly requests: readonly string[];
}

async function told(files: Readonly<Record<string, Content>>, options: ScanOptions = {}): Promise<Told> {
  const { references, sources, requests } = await visitWithMaps({ '/': page, ...files }, options);
  const [socket, ...others] = references.filter(({ role }) => role === 'connects');
  expect(others).toEqual([]);
  return { original: socket?.location.original, maps: listed({ sources }), requests: requests.slice(2) };
}

describe('source maps of a site', () => {
  test('tell where a socket was written', async () => {
    expect(await told({ '/app.js': named('maps/app.js.map'), '/maps/app.js.map': map })).toEqual({
      original: socketOriginal,
      maps: ['source-map /maps/app.js.map read'],
      requests: ['/maps/app.js.map'],
    });
  });

  test.each(['SourceMap', 'X-SourceMap'])('are named by the header %s before the comment', async (header) => {
    const files = {
      '/app.js': ((_request, response) => {
        response
          .setHeader('content-type', 'text/javascript')
          .setHeader(header, '/header.map')
          .end(named('comment.map'));
      }) satisfies Content,
      '/header.map': map,
    };
    expect(await told(files)).toEqual({
      original: socketOriginal,
      maps: ['source-map /header.map read'],
      requests: ['/header.map'],
    });
  });

  test('may be in the script itself', async () => {
    const url = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
    expect(await told({ '/app.js': named(url) })).toEqual({
      original: socketOriginal,
      maps: [`source-map ${url.slice(0, 80)}…(${url.length}) read`],
      requests: [],
    });
  });

  test('are resolved where the script was redirected to', async () => {
    const files = {
      '/app.js': ((_request, response) => {
        response.writeHead(302, { location: '/v2/app.js' }).end();
      }) satisfies Content,
      '/v2/app.js': named('app.js.map'),
      '/v2/app.js.map': map,
    };
    expect((await told(files)).original).toEqual(socketOriginal);
  });

  test('are left alone where a script has no socket', async () => {
    const files = { '/app.js': named('app.js.map'), '/': `${page}<script src=/other.js></script>` };
    const other = `// like ws://old.test/\nfoo()\n//# sourceMappingURL=other.js.map`;
    const { requests } = await told({ ...files, '/other.js': other, '/app.js.map': map });
    expect(requests).toEqual(['/other.js', '/app.js.map']);
  });

  test('of another party are left alone, as its scripts are', async () => {
    const files = { '/app.js': named('http://cdn.other.test/app.js.map'), 'cdn.other.test/app.js.map': map };
    expect(await told(files)).toEqual({
      original: undefined,
      maps: ['source-map http://cdn.other.test/app.js.map skipped (another party) [--scripts all]'],
      requests: [],
    });
    expect((await told(files, { scripts: 'all' })).original).toEqual(socketOriginal);
  });

  test.each<[string, Content, string, ScanOptions]>([
    ['none', (_request, response) => response.writeHead(404).end(), 'failed (it answered 404)', {}],
    ['a page', '<!doctype html>', 'failed (it is not a source map that can be decoded)', {}],
    ['something else', '{"version":1}', 'failed (it is not a source map of version 3)', {}],
    [
      'too large',
      map,
      'skipped (more than 100 bytes of it are not read)',
      { limits: { sourceMapBytes: 100 } },
    ],
    [
      'one too many',
      map,
      'skipped (more than 0 files are not read) [--config (limits.sourceMaps: 1)]',
      { limits: { sourceMaps: 0 } },
    ],
  ])('that are %s are told', async (_, content, outcome, options) => {
    const { original, maps } = await told(
      { '/app.js': named('app.js.map'), '/app.js.map': content },
      options,
    );
    expect([original, maps]).toEqual([undefined, [`source-map /app.js.map ${outcome}`]]);
  });
});
