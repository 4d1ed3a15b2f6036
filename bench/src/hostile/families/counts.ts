import { live, livePage, times, type Family } from '../case.ts';

export const counts: Family = {
  name: 'counts in the tens of thousands',
  cases: [
    {
      name: '50 000 script files',
      page: livePage + times(50_000, (index) => `<script src=/${index}.js></script>`),
      files: () => 'a = 1',
      finds: ['/live'],
      limited: true,
    },
    {
      name: '50 000 script files of other hosts',
      page: livePage + times(50_000, (index) => `<script src=//h${index}.test/a.js></script>`),
      finds: ['/live'],
      limited: true,
    },
    {
      name: '50 000 inline scripts',
      page: times(50_000, (index) => `<script>var a${index} = new Array(3)</script>`) + livePage,
      finds: ['/live'],
    },
    {
      name: '20 000 inline scripts that speak of sockets',
      page:
        times(
          20_000,
          (index) => `<script>if (self.q) new WebSocket('ws://127.0.0.1:9/' + a${index})</script>`,
        ) + livePage,
      limited: true,
    },
    {
      name: '50 000 sockets',
      page: `<script>${live}${times(50_000, (index) => `new WebSocket('wss://h${index}.test/');\n`)}</script>`,
      finds: ['/live'],
      limited: true,
    },
    {
      name: '30 000 sockets of its own host',
      page: `<script>${live}${times(30_000, (index) => `new WebSocket(o + '/s${index}');`)} var o = location.origin.replace('http', 'ws')</script>`,
      limited: true,
    },
    {
      name: '20 000 sockets in a loop',
      page: `<script>${live} for (let i = 0; i < 20000; i++) new WebSocket('ws://127.0.0.1:9/' + i)</script>`,
      finds: ['/live'],
      limited: true,
    },
    {
      name: '50 000 URLs in JSON',
      page: `<script type=application/json>[${times(50_000, (index) => `"wss://h${index}.test/",`)}0]</script>${livePage}`,
      finds: ['/live'],
      limited: true,
    },
    {
      name: '50 000 URLs in attributes',
      page: livePage + times(50_000, (index) => `<p data-u=ws://h${index}.test>`),
      finds: ['/live'],
      limited: true,
    },
    {
      name: '50 000 workers',
      page: `<script>${live}${times(50_000, (index) => `new Worker('/w${index}.js');`)}</script>`,
      files: () => '1',
      finds: ['/live'],
      limited: true,
    },
    {
      name: '20 000 frames',
      page: livePage + times(20_000, (index) => `<iframe src=/f${index}.html></iframe>`),
      files: () => '<p>',
      finds: ['/live'],
      limited: true,
    },
    {
      name: '50 000 links with a crawl',
      page: livePage + times(50_000, (index) => `<a href=/p${index}.html>x</a>`),
      files: () => '<p>',
      args: ['--crawl', '5'],
      finds: ['/live'],
      limited: true,
    },
    {
      name: '20 000 dynamic imports',
      page: `<script>${live}${times(20_000, (index) => `import('/m${index}.mjs');`)}</script>`,
      files: () => '1',
      finds: ['/live'],
      limited: true,
    },
    {
      name: '30 000 subprotocols',
      page: `<script>new WebSocket(location.origin.replace('http', 'ws') + '/live', [${times(30_000, (index) => `'p${index}',`)}])</script>`,
      limited: true,
    },
    {
      name: '100 000 comments that mention sockets',
      page: `<script>${live}${times(100_000, (index) => `// ws://h${index}.test/\n`)}</script>`,
      finds: ['/live'],
      limited: true,
    },
    {
      name: '50 000 handlers',
      page: livePage + times(50_000, (index) => `<i onclick="new WebSocket('ws://127.0.0.1:9/${index}')">`),
      limited: true,
    },
    {
      name: '50 000 global variables and as many functions',
      page: `<script>${times(50_000, (index) => `var v${index} = ${index}; function f${index}() { return v${index} + f${(index + 1) % 50_000}() }`)}</script><script>${live}</script>`,
      finds: ['/live'],
    },
  ],
};
