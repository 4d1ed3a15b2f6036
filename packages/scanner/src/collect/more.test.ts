import { expect, test } from 'vitest';
import { listed, visit } from './testing/site.ts';

const script = (code: string): string => `<script>${code}</script>`;

test('data that a socket depends on is read, and no other', async () => {
  const visited = await visit({
    '/': script(
      `fetch('/config.json').then((r) => r.json()).then((c) => new WebSocket(c.url)); fetch('/news.json').then((r) => r.json())`,
    ),
    '/config.json': '{"url":"/live"}',
    '/news.json': '[]',
  });
  expect(listed(visited)).toEqual(['page / read', 'inline /:1 read', 'json /config.json read']);
  const { references } = await visited.analysis.references();
  expect(references.map(({ url }) => url)).toEqual(['ws://shop.test/live']);
});

test('data is read that a socket may depend on, where its list or a callback hides which', async () => {
  const visited = await visit({
    '/': script(
      `fetch('/list.json').then((r) => r.json()).then(({ paths }) => { for (const path of paths) new WebSocket(path) });
      fetch('/more.json').then((r) => r.json()).then((c) => c.paths.forEach((path) => new WebSocket(path)))`,
    ),
    '/list.json': '{"paths":["/a","/b"]}',
    '/more.json': '{"paths":["/c"]}',
  });
  const { references } = await visited.analysis.references();
  expect(references.map(({ url }) => url)).toEqual([
    'ws://shop.test/a',
    'ws://shop.test/b',
    'ws://shop.test/c',
  ]);
});

test('data of another origin is not asked for', async () => {
  const visited = await visit({
    '/': script(`fetch('http://api.test/c').then((r) => r.json()).then((c) => new WebSocket(c.url))`),
  });
  expect(visited.requests).toEqual(['/']);
});

test('files are found that two scripts name together, and what those ask for', async () => {
  const visited = await visit({
    '/': '<script src="/name.js"></script><script src="/load.js"></script>',
    '/name.js': `NAME = 'part'`,
    '/load.js': `import('/' + NAME + '.js')`,
    '/part.js': `import './rest.js'`,
    '/rest.js': `new WebSocket('/rest')`,
  });
  expect(listed(visited)).toEqual([
    'page / read',
    'script /name.js read',
    'script /load.js read',
    'module /part.js read',
    'module /rest.js read',
  ]);
});

test('a file that is asked for again and again is read once', async () => {
  const visited = await visit({
    '/': script(`fetch('/gone.json').then((r) => r.json()).then((c) => new WebSocket(c.url))`),
  });
  expect(visited.requests).toEqual(['/', '/gone.json']);
  expect(listed(visited)).toEqual([
    'page / read',
    'inline /:1 read',
    'config /gone.json failed (it answered 404)',
  ]);
});
