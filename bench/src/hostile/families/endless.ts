import type { ServerResponse } from 'node:http';
import { endless, endlessly } from '../answers.ts';
import { livePage, times, type Family } from '../case.ts';

const scripted = `<script src=/slow.js></script>${livePage}`;

/** Sends the head, and then a byte now and then. */
function drip(type: string, text: string, everyMs = 300) {
  return endless(type, text, everyMs);
}

function never(): void {
  // No answer at all.
}

function partly(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type, 'content-length': '100000000' });
  response.write(body);
}

export const endlessBodies: Family = {
  name: 'endless and dripping bodies',
  cases: [
    { name: 'a page without end', page: endless('text/html', `${livePage}<p>`.repeat(50)), limited: true },
    { name: 'a page that drips', page: drip('text/html', '<p>'), limited: true },
    {
      name: 'a page that stops in the middle',
      page: (_, response) => partly(response, 'text/html', livePage),
      limited: true,
    },
    { name: 'a page that never answers', page: never, status: 2 },
    {
      name: 'headers that drip',
      raw: (socket) => (socket.write('HTTP/1.1 200 OK\r\n'), endlessly(socket, 'X', 200)),
      status: 2,
    },
    {
      name: 'an endless status line',
      raw: (socket) => (socket.write('HTTP/1.1 200 '), endlessly(socket, 'OK'.repeat(5000))),
      status: 2,
    },
    {
      name: 'chunks of one byte without end',
      raw: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n');
        endlessly(socket, '1\r\na\r\n'.repeat(10_000));
      },
    },
    {
      name: 'a chunk extension without end',
      raw: (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5;');
        endlessly(socket, 'a'.repeat(10_000));
      },
    },
    {
      name: 'trailers without end',
      raw: (socket) => {
        socket.write(
          'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n',
        );
        endlessly(socket, 'X-Trailer: a\r\n'.repeat(1000));
      },
    },
    {
      name: 'a script that drips',
      page: scripted,
      files: { '/slow.js': drip('text/javascript', 'a;') },
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'a script without end',
      page: scripted,
      files: { '/slow.js': endless('text/javascript', 'a = 1;\n'.repeat(1000)) },
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'a script that never answers',
      page: scripted,
      files: { '/slow.js': never },
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'two hundred scripts that never answer',
      page: times(200, (index) => `<script src=/${index}.js></script>`) + livePage,
      files: (path) => (path.endsWith('.js') ? never : null),
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'a chain of modules each of which drips',
      page: `<script type=module src=/0.mjs></script>${livePage}`,
      files: (path) =>
        path.endsWith('.mjs')
          ? drip('text/javascript', `import '/${Number.parseInt(path.slice(1)) + 1}.mjs';`, 900)
          : null,
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'a chain of modules each of which comes late',
      page: `<script type=module src=/0.mjs></script>${livePage}`,
      files: (path) =>
        path.endsWith('.mjs')
          ? (_, response) => {
              const next = `import '/${Number.parseInt(path.slice(1)) + 1}.mjs';`;
              setTimeout(() => response.setHeader('content-type', 'text/javascript').end(next), 1500);
            }
          : null,
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'pages of a crawl that all drip',
      page: times(50, (index) => `<a href=/${index}.html>x</a>`) + livePage,
      files: (path) => (path.endsWith('.html') ? drip('text/html', '<p>') : null),
      args: ['--crawl', '20'],
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'more bytes than Content-Length',
      raw: (socket) =>
        void socket.end(`HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n${livePage}`),
    },
  ],
};
