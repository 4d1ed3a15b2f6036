import { live, livePage, times, type Answer, type Family, type HostileCase } from '../case.ts';

const number = (path: string): number => Number(/\d+/.exec(path)?.[0] ?? 0);
const chain = (name: string, page: string, next: (index: number, path: string) => Answer): HostileCase => ({
  name,
  page: page + livePage,
  files: (path) => next(number(path) + 1, path),
  finds: ['/live'],
  limited: true,
});

export const chains: Family = {
  name: 'import cycles and chains',
  cases: [
    {
      name: 'a module that imports itself',
      page: `<script type=module src=/a.mjs></script>`,
      files: { '/a.mjs': `import * as a from '/a.mjs'; export * from '/a.mjs'; ${live} a.a.a` },
      finds: ['/live'],
    },
    {
      name: 'two that import each other',
      page: `<script type=module src=/a.mjs></script>`,
      files: {
        '/a.mjs': `import { u } from '/b.mjs'; export { u }; export const o = location.origin.replace('http', 'ws')`,
        '/b.mjs': `import { o } from '/a.mjs'; export { u } from '/a.mjs'; new WebSocket(o + '/live')`,
      },
    },
    {
      name: 'a ring of 300 that export all of each other',
      page: `<script type=module src=/0.mjs></script>${livePage}`,
      files: (path) =>
        `export * from '/${(number(path) + 1) % 300}.mjs'; export * from '/${(number(path) + 7) % 300}.mjs'; import { x } from '/${(number(path) + 2) % 300}.mjs'; x.y`,
      finds: ['/live'],
    },
    chain(
      'modules without end',
      '<script type=module src=/0.mjs></script>',
      (index) => `import '/${index}.mjs'`,
    ),
    chain('modules that fan out', '<script type=module src=/0.mjs></script>', (index) =>
      times(50, (branch) => `import '/${index * 50 + branch}.mjs';`),
    ),
    chain(
      'dynamic imports without end',
      '<script type=module src=/0.mjs></script>',
      (index) => `const n = ${index}; import('/' + n + '.mjs')`,
    ),
    chain(
      'the same file with another query each time',
      '<script type=module src=/a.mjs?0></script>',
      (index) => `import '/a.mjs?${index}'`,
    ),
    chain(
      'the same file in another folder each time',
      '<script type=module src=/a/0.mjs></script>',
      (index) => `import './${'b/'.repeat(index % 40)}${index}.mjs'`,
    ),
    chain(
      'workers that start workers',
      `<script>new Worker('/0.js')</script>`,
      (index) => `new Worker('/${index}.js'); new SharedWorker('/${index}.js?s')`,
    ),
    chain(
      'importScripts without end',
      `<script>new Worker('/0.js')</script>`,
      (index) => `importScripts('/${index}.js', '/${index}.js?b')`,
    ),
    chain(
      'scripts that add scripts',
      '<script src=/0.js></script>',
      (index) =>
        `const s = document.createElement('script'); s.src = '/${index}.js'; document.head.append(s)`,
    ),
    chain(
      'scripts that write scripts',
      '<script src=/0.js></script>',
      (index) => `document.write('<script src=/${index}.js></' + 'script>')`,
    ),
    chain(
      'a loop that asks for scripts',
      `<script>for (let i = 0; ; i++) { const s = document.createElement('script'); s.src = '/s' + i + '.js'; document.head.append(s) }</script>`,
      () => '1',
    ),
    {
      name: 'an import map that maps to itself',
      page: `<script type=importmap>{"imports":{"a":"a","b/":"b/","/c/":"/c/c/"}}</script><script type=module>import 'a'; import 'b/x'; import '/c/y'</script>${livePage}`,
      finds: ['/live'],
    },
    {
      name: 'a module in data in data',
      page: `<script type=module src="data:text/javascript,import 'data:text/javascript,import %22data:text/javascript,1%22'"></script>${livePage}`,
      finds: ['/live'],
    },
    {
      name: 'a Blob worker of its own text',
      page: `<script>function f() { const u = URL.createObjectURL(new Blob(['(' + f + ')()'])); new Worker(u); new Worker(u) } f()</script>${livePage}`,
      finds: ['/live'],
    },
    {
      name: 'a script that is the page',
      page: `<script src=/></script><script type=module src=/?m></script>${livePage}`,
      files: () => livePage,
      finds: ['/live'],
    },
  ],
};
