import { accept, frame, opcode, switching, withHeaders } from '../answers.ts';
import { live, livePage, type Family, type HostileCase, type Upgrade } from '../case.ts';

/** A text in each place of a report that a site can reach: one case for a place. */
function everywhere(text: string): HostileCase[] {
  const quoted = JSON.stringify(text).replaceAll('/', String.raw`\/`);
  const encoded = encodeURIComponent(text);
  const code = (name: string, script: string): HostileCase => ({
    name,
    page: `<script>${script}</script>${livePage}`,
    finds: ['/live'],
  });
  const answer = (name: string, upgrade: Upgrade): HostileCase => ({
    name,
    page: livePage,
    upgrade,
    finds: ['/live'],
  });
  const attribute = text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const line = text.replaceAll(/[\r\n\0]/g, ' ');
  // What Node lets a header hold: the other controls are sent by raw servers.
  const latin1 = Buffer.from(line, 'utf8')
    .toString('latin1')
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '');
  return [
    code('in an address', `new WebSocket('ws://127.0.0.1:9/' + ${quoted})`),
    code('in a query', `new WebSocket('ws://127.0.0.1:9/?' + ${quoted} + '#' + ${quoted})`),
    code('in an expression that stays unknown', `new WebSocket(x[${quoted}] + ${quoted})`),
    code('in subprotocols', `new WebSocket('ws://127.0.0.1:9/', [${quoted}, x])`),
    code(
      'in code around a socket',
      `/* ${line.replaceAll('*/', '')} */ `.replaceAll('</script', '<\\/script'),
    ),
    {
      name: 'in attributes',
      page: `<p title="${attribute}" data-u="ws://a.test/${attribute}">${livePage}`,
      finds: ['/live'],
    },
    {
      name: 'in JSON',
      page: `<script type=application/json>{${quoted}: "wss://a.test/", "u": ${JSON.stringify(`wss://a.test/${text}`).replaceAll('</', String.raw`<\/`)}}</script>${livePage}`,
      finds: ['/live'],
    },
    {
      name: 'in names of files',
      page: `<script src="/${attribute}.js"></script><script src="/${encoded}.js"></script><iframe src="/${attribute}"></iframe>${livePage}`,
      files: (path) => (path.includes('.js') ? `${live} b` : '<p>'),
      finds: ['/live'],
    },
    {
      name: 'in headers, cookies and a policy',
      page: withHeaders(
        {
          'x-y': latin1,
          'set-cookie': `${latin1.replaceAll(/[=;]/g, '')}=1; path=${latin1}; ${latin1}`,
          'content-security-policy': `connect-src ws: ${latin1}`,
          server: latin1,
        },
        livePage,
      ),
      finds: ['/live'],
    },
    {
      name: 'in a source map',
      page: '<script src=/a.js></script>',
      files: {
        '/a.js': `${live}\n//# sourceMappingURL=a.map`,
        '/a.map': JSON.stringify({
          version: 3,
          sourceRoot: text,
          sources: [text],
          names: [text],
          mappings: 'AAAAA',
        }),
      },
      finds: ['/live'],
    },
    answer('in messages', (socket, request) => {
      socket.write(switching(request));
      socket.write(
        Buffer.concat([
          frame(opcode.text, text),
          frame(opcode.binary, text),
          frame(opcode.text, `{"error":${JSON.stringify(text)}}`),
        ]),
      );
    }),
    answer(
      'in the reason of a close',
      (socket, request) =>
        void socket.end(
          Buffer.concat([
            Buffer.from(switching(request)),
            frame(
              opcode.close,
              Buffer.concat([Buffer.from([0x0f, 0xa0]), Buffer.from(text).subarray(0, 100)]),
            ),
          ]),
        ),
    ),
    answer(
      'in the status line and the body of a refusal',
      (socket) =>
        void socket.end(
          Buffer.from(
            `HTTP/1.1 403 ${line}\r\nServer: ${line}\r\nWWW-Authenticate: ${line}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
          ),
        ),
    ),
    answer('in headers of the 101', (socket, request) =>
      request.headers.origin?.includes('127')
        ? accept(socket, request)
        : void socket.write(
            Buffer.from(
              switching(
                request,
                `Server: ${line}`,
                `Sec-WebSocket-Protocol: ${line}`,
                `Set-Cookie: ${line}=1; ${line}`,
              ),
            ),
          ),
    ),
    {
      name: 'in what stands in place of the page',
      page: withHeaders({ 'content-type': `text/${latin1.replaceAll(/[;,]/g, '')}` }, text),
      status: 2,
    },
    {
      name: 'in the status of the page',
      page: (_, response) => void response.writeHead(503, latin1).end(text),
      status: 2,
    },
  ];
}

const family = (name: string, text: string): Family => ({ name, cases: everywhere(text) });

export const terminalControl = family(
  'terminal control sequences',
  '\u001b]0;owned\u0007\u001b[2J\u001b[31m\u001bP+q\u001b\\\u001b]8;;https://evil.test\u0007\u009b31m\u009dx\u009c\u0008\u007f\r\n\u0000\u001bc',
);

export const markupInFields = family(
  'markup in every field',
  `</script></title></style></textarea>--><script>alert(1)</script><img src=x onerror=alert(1)>"'\`\`\`]]>|{{1}}\${1}[a](javascript:alert(1))<!--<svg/onload=alert(1)>&lt;`,
);

const starters = [
  "=cmd|' /C calc'!A0",
  '+1+cmd',
  '-2+3',
  '@SUM(1+9)*cmd',
  '\t=1+1',
  '\r=HYPERLINK("http://evil.test")',
  '%0A=1',
  '＝1+1',
];

export const formulaStarters: Family = {
  name: 'formula starters',
  cases: [
    ...starters.map((text): HostileCase => ({
      name: `${JSON.stringify(text)} in code and messages`,
      page: `<script>new WebSocket('ws://127.0.0.1:9/' + ${JSON.stringify(text)}, ${JSON.stringify(text)}); new WebSocket(${JSON.stringify(text)} + x)</script>${livePage}`,
      upgrade: (socket, request) =>
        void socket.write(Buffer.concat([Buffer.from(switching(request)), frame(opcode.text, text)])),
      finds: ['/live'],
    })),
    ...everywhere('=1+1,"|\'').slice(0, 8),
  ],
};
