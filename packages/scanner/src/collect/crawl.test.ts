import { afterEach, describe, expect, test, vi } from 'vitest';
import { Clock } from '../clock.ts';
import { listed, visit, type Content } from './testing/site.ts';

const link = (...urls: string[]): string => urls.map((url) => `<a href="${url}">go</a>`).join('');
const script = (url: string): string => `<script src="${url}"></script>`;

/** A page whose scripts are `/app.js`, which opens a socket below the page, and one line of its own. */
const shopPage = (links: string, own = ''): string =>
  `<!doctype html>${links}${script('/app.js')}${own && `<script>${own}</script>`}`;

const site: Readonly<Record<string, Content>> = {
  '/': shopPage(link('/a', '/b', '/missing', '/manual', 'http://other.test/')),
  '/a': shopPage(link('/a/deep', '/'), `new WebSocket('/of-a')`),
  '/b': shopPage(link('/a/deep', '/b2')),
  '/a/deep': shopPage(''),
  '/b2': shopPage(''),
  '/manual': (_request, response) => response.setHeader('content-type', 'application/pdf').end('%PDF'),
  '/app.js': `new WebSocket('wss://live.test' + location.pathname)`,
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('--crawl', () => {
  test('is off by default', async () => {
    const visited = await visit(site);
    expect(visited.requests).toEqual(['/', '/app.js']);
    expect(listed(visited).at(-1)).toBe('page /manual skipped (linked pages are not followed) [--crawl 4]');
  });

  test('reads so many linked pages, nearest first, and each shared script once', async () => {
    const visited = await visit(site, { crawl: 3 });
    expect(visited.requests.toSorted()).toEqual([
      '/',
      '/a',
      '/a/deep',
      '/app.js',
      '/b',
      '/manual',
      '/missing',
    ]);
    expect(listed(visited)).toEqual([
      'page / read',
      'script /app.js read',
      'page /a read',
      'inline /a:1 read',
      'page /b read',
      'page /a/deep read',
      'page /b2 skipped (linked pages beyond the first 3 are not followed) [--crawl 4]',
    ]);
    expect(visited.page.url).toBe('http://shop.test/');
    expect(visited.gaps).toEqual([]);
  });

  test('has more time for each page that has come whole', async () => {
    const earn = vi.spyOn(Clock.prototype, 'earn');
    const drips: Content = (_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.write(link('/more'));
    };
    const files = { '/': link('/a', '/drips', '/missing', '/b'), '/a': 'a', '/drips': drips, '/b': 'b' };
    await visit(files, { crawl: 9, timeoutMs: 200 });
    expect(earn.mock.calls).toEqual([[1_000], [1_000]]);
  });

  test('gives each page its own location, and tells each place once', async () => {
    const { analysis } = await visit(site, { crawl: 3 });
    const { references, problems } = await analysis.references();
    expect(references.map(({ url, location }) => [url, location.source.slice(16)])).toEqual([
      ['ws://shop.test/of-a', '/a'],
      ['wss://live.test/', '/app.js'],
      ['wss://live.test/a', '/app.js'],
      ['wss://live.test/b', '/app.js'],
      ['wss://live.test/a/deep', '/app.js'],
    ]);
    expect(problems).toEqual([]);
  });

  test('lists pages that cannot be read', async () => {
    const visited = await visit(
      {
        '/': link('/login', '/away', '/broken', '/account'),
        '/login': (_request, response) => response.writeHead(403).end(),
        '/away': (_request, response) => response.writeHead(302, { location: 'http://sso.test/' }).end(),
        'sso.test/': 'welcome',
        '/broken': (request) => request.socket.destroy(),
        '/account': (_request, response) => response.writeHead(302, { location: '/' }).end(),
      },
      { crawl: 9 },
    );
    expect(listed(visited).map((line) => line.replace(/\(http:\S+ /, '('))).toEqual([
      'page / read',
      'page /login failed (it answered 403) [--cookie]',
      'page /away skipped (it redirects to another origin: scan that by itself)',
      expect.stringMatching(/^page \/broken failed \(/),
    ]);
  });

  test('reads a page that was a frame once', async () => {
    const visited = await visit(
      { '/': `${link('/f')}<iframe src=/f></iframe>`, '/f': link('/g'), '/g': 'x' },
      { crawl: 5 },
    );
    expect(listed(visited)).toEqual(['page / read', 'frame /f read']);
  });

  test('keeps to the limits of a scan', async () => {
    const visited = await visit(site, { crawl: 9, limits: { files: 2 } });
    expect(listed(visited)).toEqual([
      'page / read',
      'script /app.js read',
      'page /a read',
      'inline /a:1 read',
      'page /b skipped (more than 2 files are not read) [--config (limits.files: 4)]',
      'page /missing skipped (more than 2 files are not read) [--config (limits.files: 4)]',
      'page /manual skipped (more than 2 files are not read) [--config (limits.files: 4)]',
      'page /a/deep skipped (more than 2 files are not read) [--config (limits.files: 4)]',
    ]);
  });
});
