import { redirect } from '../answers.ts';
import { livePage, times, type Answer, type Family, type HostileCase } from '../case.ts';

const elsewhere = (name: string, location: string): HostileCase => ({
  name: `to ${name}`,
  page: redirect(location),
  status: 2,
});
const script = (name: string, answer: Answer): HostileCase => ({
  name,
  page: `<script src=/r.js></script>${livePage}`,
  files: (path) => (path.startsWith('/r.js') ? answer : null),
  finds: ['/live'],
  limited: true,
});

export const redirects: Family = {
  name: 'redirects',
  cases: [
    { name: 'to itself', page: redirect('/'), status: 2 },
    { name: 'to and fro', page: redirect('/b'), files: { '/b': redirect('/') }, status: 2 },
    {
      name: 'without end, each to another URL',
      page: redirect('/1'),
      files: (path) => redirect(`/${Number(path.slice(1)) + 1}`),
      status: 2,
    },
    {
      name: 'without end, with a longer URL each time',
      page: redirect('/a'),
      files: (path) => redirect(`${path}${'a'.repeat(4000)}`),
      status: 2,
    },
    {
      name: 'without end, every one late',
      page: (_, response) => void setTimeout(() => redirect('/?')(_, response), 900),
      files: () => (_, response) => void setTimeout(() => redirect(`/?${Math.random()}`)(_, response), 900),
      status: 2,
    },
    elsewhere('a file', 'file:///etc/passwd'),
    elsewhere('data', 'data:text/html,<script>1</script>'),
    elsewhere('JavaScript', 'javascript:alert(1)'),
    elsewhere('FTP', 'ftp://127.0.0.1/'),
    elsewhere('a WebSocket', 'ws://127.0.0.1:9/'),
    elsewhere('gopher', 'gopher://127.0.0.1:25/_MAIL'),
    elsewhere('port 0', 'http://127.0.0.1:0/'),
    elsewhere('no URL', 'http://[::1'),
    elsewhere('a bad escape', 'http://%ff%fe/'),
    { name: 'with 100 kB of Location', page: redirect(`/${'a'.repeat(100_000)}`), files: () => livePage },
    {
      name: 'with control characters',
      page: redirect('/\u009b31m%1b[31m'),
      files: () => livePage,
      finds: ['/live'],
    },
    script('a script to itself', redirect('/r.js')),
    script('a script to a file', redirect('file:///etc/passwd')),
    script('a script without end', (request, response) =>
      redirect(`${request.url ?? ''}a`)(request, response),
    ),
    {
      name: 'of a thousand scripts in loops',
      page: times(1000, (index) => `<script src=/${index}.js></script>`) + livePage,
      files: (path) => redirect(path),
      finds: ['/live'],
      limited: true,
    },
    {
      name: 'of a handshake to itself',
      page: livePage,
      upgrade: (socket) =>
        void socket.end('HTTP/1.1 302 Found\r\nLocation: /live\r\nContent-Length: 0\r\n\r\n'),
      finds: ['/live'],
    },
    {
      name: 'by meta refresh to itself',
      page: `<meta http-equiv=refresh content="0;url=/">${livePage}`,
      finds: ['/live'],
    },
  ],
};
