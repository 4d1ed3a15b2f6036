import { describe, expect, it } from 'vitest';
import { told, withScript } from './testing/analyse-page.ts';
import type { TestPage } from './testing/analyse-page.ts';

type Case = readonly [what: string, page: TestPage | string, lines: readonly string[]];

function site(code: string, files: Readonly<Record<string, string>>): TestPage {
  const absolute = Object.entries(files).map(([path, text]) => [
    new URL(path, 'https://shop.example/app/').href,
    text,
  ]);
  return { html: withScript(code), files: Object.fromEntries(absolute) };
}

const dials = (path: string): string => `new WebSocket('wss://${path}.example/')`;

const groups: readonly (readonly [what: string, cases: readonly Case[]])[] = [
  [
    'a script that another one inserts',
    [
      [
        'is the current one while it runs',
        site(
          `const made = document.createElement('script'); made.src = '/w.js?id=7'; made.dataset.room = 'a'; document.head.append(made);
           new WebSocket('/loader?' + document.currentScript.tagName)`,
          {
            '/w.js?id=7': `const own = document.currentScript, { host, searchParams } = new URL(own.src);
              new WebSocket('wss://' + host + '/' + searchParams.get('id') + own.dataset.room);
              setTimeout(() => new WebSocket('/later?' + document.currentScript))`,
          },
        ),
        [
          'connects wss://shop.example/loader?SCRIPT',
          'connects wss://shop.example/7a',
          'connects wss://shop.example/later?null',
        ],
      ],
    ],
  ],

  [
    'document.write',
    [
      [
        'a script with an address',
        site(`document.write('<script src="/w.js"><\\/script>')`, { '/w.js': dials('written') }),
        ['connects wss://written.example/'],
      ],
      [
        'an address that is put together',
        site(`document.write("<script src='//HOST/w.js'><\\/script>".replace('HOST', location.host))`, {
          '/w.js': dials('written'),
        }),
        ['connects wss://written.example/'],
      ],
      [
        'several arguments',
        site(`document.writeln('<script src=/w', '.js><\\/script>')`, { '/w.js': dials('written') }),
        ['connects wss://written.example/'],
      ],
      [
        'code',
        withScript(`document.write('<script>new WebSocket("/inline")<\\/script>')`),
        ['connects wss://shop.example/inline'],
      ],
      [
        'code behind a file',
        site(`document.write('<script src=/w.js><\\/script><script>dial()<\\/script>')`, {
          '/w.js': `function dial(){ new WebSocket('/both') }`,
        }),
        ['connects wss://shop.example/both'],
      ],
      [
        'a fallback',
        site(`window.lib || document.write('<script src=/w.js><\\/script>')`, { '/w.js': dials('fallback') }),
        ['connects wss://fallback.example/'],
      ],
      ['a frame', site(`document.write('<iframe src="/frame/">')`, {}), []],
      ['what is not known', withScript(`document.write('<script src="' + x + '"><\\/script>')`), []],
    ],
  ],

  [
    'elements that scripts insert',
    [
      [
        'a listener of its load, which is told of it',
        site(
          `const s = document.createElement('script'); s.src = '/i.js'; s.dataset.path = '/own'; s.id = 'loader';
          s.addEventListener('load', ({ type, currentTarget }) => new WebSocket(HOST + type + '/' + currentTarget.id)); document.head.append(s)`,
          { '/i.js': `var HOST = 'wss://heard.example/'` },
        ),
        ['connects wss://heard.example/load/loader'],
      ],
      [
        'one of the markup, which is moved and loads nothing for that',
        {
          html: `<script nomodule src="/old.js"></script><script>document.body.append(document.querySelector('script[nomodule]'))</script>`,
          files: { 'https://shop.example/old.js': dials('old') },
        },
        [],
      ],
      [
        'one for browsers without modules',
        site(
          `const s = document.createElement('script'); s.noModule = true; s.src = '/i.js'; document.head.append(s)`,
          {
            '/i.js': dials('old'),
          },
        ),
        [],
      ],
      [
        'a script',
        site(`const s = document.createElement('script'); s.src = '/i.js'; document.head.appendChild(s)`, {
          '/i.js': dials('inserted'),
        }),
        ['connects wss://inserted.example/'],
      ],
      [
        'a script by attribute',
        site(
          `const s = document.createElement('script'); s.setAttribute('src', '/i.js'); document.body.append(s)`,
          { '/i.js': dials('inserted') },
        ),
        ['connects wss://inserted.example/'],
      ],
      [
        'before the first one',
        site(
          `var j = document.createElement('script'), f = document.getElementsByTagName('script')[0]; j.src = '/i.js'; f.parentNode.insertBefore(j, f)`,
          { '/i.js': dials('inserted') },
        ),
        ['connects wss://inserted.example/'],
      ],
      [
        'a module',
        site(
          `const s = document.createElement('script'); s.type = 'module'; s.src = '/i.js'; document.head.append(s)`,
          { '/i.js': `export {}; ${dials('module')}` },
        ),
        ['connects wss://module.example/'],
      ],
      [
        'what waits for it',
        site(
          `const s = document.createElement('script'); s.src = '/i.js'; s.onload = () => new WebSocket(HOST); document.head.append(s)`,
          { '/i.js': `HOST = 'wss://loaded.example'` },
        ),
        ['connects wss://loaded.example/'],
      ],
      [
        'a promise that waits for it',
        site(
          `(async () => { await new Promise((done) => { const s = document.createElement('script'); s.src = '/i.js'; s.onload = done; document.head.append(s) }); new WebSocket(HOST) })()`,
          { '/i.js': `HOST = 'wss://awaited.example'` },
        ),
        ['connects wss://awaited.example/'],
      ],
      [
        'code',
        withScript(
          `const s = document.createElement('script'); s.textContent = "new WebSocket('/text')"; document.head.append(s)`,
        ),
        ['connects wss://shop.example/text'],
      ],
      [
        'code in a text node',
        withScript(
          `const s = document.createElement('script'); s.appendChild(document.createTextNode("new WebSocket('/node')")); document.head.append(s)`,
        ),
        ['connects wss://shop.example/node'],
      ],
      [
        'a script in innerHTML, which does not run',
        site(`document.body.innerHTML = '<script src="/i.js"><\\/script>'`, { '/i.js': dials('never') }),
        [],
      ],
      [
        'a frame with its document',
        withScript(
          `document.body.innerHTML = '<iframe srcdoc="<script>new WebSocket(\`/framed\`)<\\/script>"></iframe>'`,
        ),
        ['connects wss://shop.example/framed'],
      ],
      [
        'a frame element with its document',
        withScript(
          `const f = document.createElement('iframe'); f.srcdoc = '<script>new WebSocket("/framed")<\\/script>'; document.body.append(f)`,
        ),
        ['connects wss://shop.example/framed'],
      ],
    ],
  ],

  [
    'workers',
    [
      [
        'of a blob',
        withScript(`new Worker(URL.createObjectURL(new Blob(["new WebSocket('wss://blob.example')"])))`),
        ['connects wss://blob.example/'],
      ],
      [
        'of a function',
        withScript(
          `function work(){ new WebSocket('wss://fn.example') } const u = URL.createObjectURL(new Blob(['(' + work.toString() + ')()'])); new Worker(u)`,
        ),
        ['connects wss://fn.example/'],
      ],
      [
        'of a data: URL',
        withScript(
          `new Worker('data:text/javascript,' + encodeURIComponent("new WebSocket('wss://data.example')"))`,
        ),
        ['connects wss://data.example/'],
      ],
      [
        'of a blob that imports',
        site(`new Worker(URL.createObjectURL(new Blob(["importScripts('https://shop.example/w.js')"])))`, {
          '/w.js': dials('imported'),
        }),
        ['connects wss://imported.example/'],
      ],
      [
        'that import functions',
        site(`new Worker('/w/a.js')`, {
          '/w/a.js': `importScripts('b.js'); new WebSocket(address())`,
          '/w/b.js': `function address(){ return 'wss://' + location.host + '/b' }`,
        }),
        ['connects wss://shop.example/b'],
      ],
      [
        'that are told the URL',
        site(`const w = new Worker('/w.js'); w.postMessage({ type: 'go', url: 'wss://told.example' })`, {
          '/w.js': `onmessage = ({ data }) => { if (data.type === 'go') new WebSocket(data.url) }`,
        }),
        ['connects wss://told.example/'],
      ],
      [
        'that listen',
        site(`new Worker('/w.js').postMessage(['wss://heard.example'])`, {
          '/w.js': `addEventListener('message', (e) => new WebSocket(e.data[0]))`,
        }),
        ['connects wss://heard.example/'],
      ],
      [
        'that are shared',
        site(`new SharedWorker('/w.js').port.postMessage('wss://port.example')`, {
          '/w.js': `onconnect = (e) => { e.ports[0].onmessage = (m) => new WebSocket(m.data) }`,
        }),
        ['connects wss://port.example/'],
      ],
      [
        'of a module that an import map names',
        {
          html: `<script type=importmap>{"imports":{"w":"/w.js"}}</script><script type=module>new Worker(import.meta.resolve('w'), { type: 'module' })</script>`,
          files: { 'https://shop.example/w.js': dials('mapped') },
        },
        ['connects wss://mapped.example/'],
      ],
      [
        'of a module beside',
        site(`new Worker(new URL('./w.js', location.href), { type: 'module' })`, {
          'w.js': `import { u } from './u.js'; new WebSocket(u)`,
          'u.js': `export const u = 'wss://beside.example'`,
        }),
        ['connects wss://beside.example/'],
      ],
    ],
  ],

  [
    'data that the page asks for',
    [
      [
        'fetch',
        site(
          `(async () => { const r = await fetch('/c.json'); const { url } = await r.json(); new WebSocket(url) })()`,
          { '/c.json': `{"url":"/fetched"}` },
        ),
        ['connects wss://shop.example/fetched'],
      ],
      [
        'fetch and then',
        site(`fetch('c.json').then((r) => r.text()).then((t) => new WebSocket(JSON.parse(t).url))`, {
          'c.json': `{"url":"/text"}`,
        }),
        ['connects wss://shop.example/text'],
      ],
      [
        'XMLHttpRequest',
        site(
          `const x = new XMLHttpRequest(); x.open('GET', '/c.json'); x.onload = () => new WebSocket(JSON.parse(x.responseText).url); x.send()`,
          { '/c.json': `{"url":"/xhr"}` },
        ),
        ['connects wss://shop.example/xhr'],
      ],
      [
        'XMLHttpRequest by listener',
        site(
          `const x = new XMLHttpRequest(); x.responseType = 'json'; x.addEventListener('load', function () { new WebSocket(this.response.url) }); x.open('GET', '/c.json'); x.send()`,
          { '/c.json': `{"url":"/listened"}` },
        ),
        ['connects wss://shop.example/listened'],
      ],
      [
        'XMLHttpRequest that is waited for',
        site(
          `const x = new XMLHttpRequest(); x.open('GET', '/c.json', false); x.send(null); if (x.status === 200) new WebSocket(JSON.parse(x.responseText).url)`,
          { '/c.json': `{"url":"/waited"}` },
        ),
        ['connects wss://shop.example/waited'],
      ],
      [
        'XMLHttpRequest with a status that is not known',
        site(
          `const x = new XMLHttpRequest(); x.open('GET', 'https://other.example/c.json'); x.onload = () => { if (x.status === 200) new WebSocket('/answered') }; x.send()`,
          {},
        ),
        ['connects wss://shop.example/answered'],
      ],
      [
        'a library that the page tells the name',
        {
          html: `<script src="/lib.js"></script><script>lib.get('/api/c.json', (c) => new WebSocket(c.url))</script>`,
          files: {
            'https://shop.example/api/c.json': `{"url":"/named"}`,
            'https://shop.example/lib.js': `const readers = { 200: JSON.parse };
              const lib = { get(url, done) {
                const x = new XMLHttpRequest();
                x.open('GET', url);
                x.onload = () => { const read = readers[x.status]; if (typeof read === 'function') done(read(x.responseText)) };
                x.send();
              } };`,
          },
        },
        ['connects wss://shop.example/named'],
      ],
      [
        'a JSON module',
        {
          ...site('', { '/c.json': `{"url":"/json"}` }),
          html: `<script type=module>import c from '/c.json' with { type: 'json' }; new WebSocket(c.url)</script>`,
        },
        ['connects wss://shop.example/json'],
      ],
      [
        'a JSON module, asked for later',
        {
          ...site('', { '/c.json': `{"url":"/late"}` }),
          html: `<script type=module>const { default: c } = await import('/c.json', { with: { type: 'json' } }); new WebSocket(c.url)</script>`,
        },
        ['connects wss://shop.example/late'],
      ],
      [
        'what was not read',
        site(`fetch('/c').then((r) => r.json()).then((c) => new WebSocket(c.url))`, {}),
        ['connects unresolved: /c was not read'],
      ],
      [
        'what is no GET',
        site(`fetch('/c.json', { method: 'POST' }).then((r) => r.json()).then((c) => new WebSocket(c.url))`, {
          '/c.json': `{"url":"/post"}`,
        }),
        ['connects unresolved: what a request was answered'],
      ],
    ],
  ],
];

describe.each(groups)('%s', (_what, cases) => {
  it.each(cases)('%s', async (_case, page, lines) => {
    expect(await told(page)).toEqual(lines);
  });
});
