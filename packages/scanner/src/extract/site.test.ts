import { describe, expect, it } from 'vitest';
import { analyse, told } from './testing/analyse.ts';

async function lines(html: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  return (await analyse(html, files)).references.map(told);
}

describe('data of the page', () => {
  const data: readonly (readonly [what: string, html: string, url: string])[] = [
    [
      'a meta element',
      `<meta name="ws" content="wss://meta.example"><script>new WebSocket(document.querySelector('meta[name=ws]').content)</script>`,
      'wss://meta.example/',
    ],
    [
      'an attribute',
      `<div id=x data-ws-url="/live"></div><script>new WebSocket(document.getElementById('x').getAttribute('data-ws-url'))</script>`,
      'wss://shop.example/live',
    ],
    [
      'a dataset',
      `<body data-ws-url="/live"><script>new WebSocket(document.body.dataset.wsUrl)</script>`,
      'wss://shop.example/live',
    ],
    [
      'a JSON block',
      `<script id=cfg type="application/json">{"host":"json.example"}</script><script>const c=JSON.parse(document.getElementById('cfg').textContent);new WebSocket('wss://'+c.host)</script>`,
      'wss://json.example/',
    ],
    [
      'the script element',
      `<script data-endpoint="/own">new WebSocket(document.currentScript.dataset.endpoint)</script>`,
      'wss://shop.example/own',
    ],
    [
      'an input',
      `<input id=u value="/typed"><script>new WebSocket(document.getElementById('u').value)</script>`,
      'wss://shop.example/typed',
    ],
    [
      'a base element',
      `<base href="https://base.example/dir/"><script>new WebSocket('ws')</script>`,
      'wss://base.example/dir/ws',
    ],
  ];
  for (const [what, html, url] of data) {
    it(`is read from ${what}`, async () => {
      expect((await lines(html)).filter((line) => line.startsWith('connects'))).toEqual([`connects ${url}`]);
    });
  }
});

describe('scripts of one page', () => {
  it('share their globals in document order', async () => {
    const html = `<script src="/late.js" defer></script><script src="/env.js"></script><script>var HOST = CFG.host</script>`;
    const files = {
      '/late.js': `new WebSocket('wss://' + window.HOST + PATH)`,
      '/env.js': `const PATH = '/p'; window.CFG = { host: 'env.example' }`,
    };
    expect(await lines(html, files)).toEqual(['connects wss://env.example/p']);
  });

  it('see functions that other scripts define', async () => {
    const html = `<script src="/lib.js"></script><button onclick="dial('/clicked')">`;
    expect(
      await lines(html, { '/lib.js': `function dial(p){ return new WebSocket('wss://fn.example' + p) }` }),
    ).toEqual(['connects wss://fn.example/clicked']);
  });

  it('import modules from each other', async () => {
    const html = `<script type="module" src="/main.js"></script>`;
    const files = {
      '/main.js': `import dial, { path as p } from './dial.js'; import * as cfg from './cfg.js'; dial(cfg.host + p)`,
      '/dial.js': `export const path = '/m'; export default function (u) { new WebSocket(u) } export * from './cfg.js'`,
      '/cfg.js': `let h = 'wss://module.example'; export { h as host }`,
    };
    const { references, dependencies } = await analyse(html, files);
    expect(references.map(told)).toEqual(['connects wss://module.example/m']);
    expect(dependencies.map(({ url, via, goal }) => [url, via, goal])).toEqual([
      ['https://shop.example/main.js', 'script element', 'module'],
      ['https://shop.example/dial.js', 'import', 'module'],
      ['https://shop.example/cfg.js', 'import', 'module'],
      ['https://shop.example/cfg.js', 'import', 'module'],
    ]);
  });

  it('ask for files', async () => {
    const code = `import('./chunk.js'); new Worker(new URL('w.js', import.meta.url), { type: 'module' }); navigator.serviceWorker.register('/sw.js');
      const s = document.createElement('script'); s.src = '/inserted.js'; document.head.appendChild(s);`;
    const { dependencies } = await analyse(`<script type="module">${code}</script>`);
    expect(dependencies.map(({ url, kind, via, goal }) => [url, kind, via, goal])).toEqual([
      ['https://shop.example/app/chunk.js', 'module', 'import()', 'module'],
      ['https://shop.example/app/w.js', 'worker', 'worker', 'module'],
      ['https://shop.example/sw.js', 'worker', 'service worker', 'script'],
      ['https://shop.example/inserted.js', 'script', 'inserted script', 'script'],
    ]);
  });

  it('ask for no worker where nobody gave its URL', async () => {
    const code = `function start(o){ return new Worker(o.url || (o.small ? '/small.js' : undefined)) } start({})`;
    const { dependencies } = await analyse(`<script>${code}; start({ small: document.hidden })</script>`);
    expect(dependencies.map(({ url }) => url)).toEqual(['https://shop.example/small.js']);
  });
});

describe('references', () => {
  it('say where they are, with ids in source order', async () => {
    const { references } = await analyse(
      `<!doctype html>\n<script>\n  // ws://c.example/\n  new WebSocket('/a', ['x', 'y']);\n</script>`,
    );
    expect(references).toEqual([
      {
        id: 'r1',
        library: 'text',
        role: 'mentions',
        expression: 'ws://c.example/',
        url: 'ws://c.example/',
        protocols: [],
        location: { source: 'https://shop.example/app/', line: 3, column: 6, snippet: '// ws://c.example/' },
        context: 'comment',
      },
      {
        id: 'r2',
        library: 'websocket',
        role: 'connects',
        expression: `new WebSocket('/a', ['x', 'y'])`,
        url: 'wss://shop.example/a',
        protocols: ['x', 'y'],
        location: {
          source: 'https://shop.example/app/',
          line: 4,
          column: 3,
          snippet: `new WebSocket('/a', ['x', 'y']);`,
        },
      },
    ]);
  });

  it('say why a URL is not known', async () => {
    const code = `function f(id){ new WebSocket('wss://h.example/room/' + id) } fetch('/c').then(r => r.json()).then(c => new WebSocket(c.url))`;
    expect(await lines(`<script>${code}</script>`)).toEqual([
      'connects ? part of its path is not known (`id` is a parameter, and no call with a known value was found): wss://h.example/room/…',
      'names wss://h.example/room/ (code)',
      'connects ? /c was not read',
    ]);
  });
});
