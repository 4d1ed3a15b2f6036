import { beside, live, livePage, type Family, type HostileCase } from '../case.ts';
import { switching, withHeaders } from '../answers.ts';

const run = (name: string, code: string): HostileCase => ({ name, ...beside(code) });
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
];

export const prototypes: Family = {
  name: '__proto__',
  cases: [
    run(
      'in JSON.parse',
      `const o = JSON.parse('{"__proto__":{"url":"ws://evil.test"},"constructor":{"prototype":{"x":1}}}'); Object.assign({}, o); ({ ...o }).url`,
    ),
    run(
      'as members',
      `const o = {}; ${names.map((name) => `o['${name}'] = 'ws://h.test/'; o.${name}.${name} = o; o[o.${name}];`).join('')}`,
    ),
    run(
      'as variables and functions',
      names
        .map(
          (name) =>
            `var ${name} = 'ws://h.test/'; function f_${name}(${name}) { return ${name} } f_${name}(1);`,
        )
        .join(''),
    ),
    {
      name: 'of the built-ins',
      page: `<script>Object.prototype.href = 'ws://evil.test'; String.prototype.replace = () => 'x'; Array.prototype.join = null; Object.prototype.get = () => 1</script>${livePage}`,
    },
    run(
      'merged deeply',
      `function merge(a, b) { for (const k in b) a[k] = typeof b[k] === 'object' ? merge(a[k] || {}, b[k]) : b[k]; return a } merge({}, JSON.parse('{"__proto__":{"polluted":1}}'))`,
    ),
    run(
      'in search parameters',
      `new URLSearchParams('__proto__=1&constructor=2').get('__proto__'); Object.fromEntries(new URLSearchParams('__proto__=1&toString=2'))`,
    ),
    run(
      'as keys of a Map and of classes',
      `new Map([['__proto__', 1]]).get('__proto__'); class A { static ['__proto__'] = 1; ['constructor2']() {} static __proto__() {} } new A().__proto__.x`,
    ),
    {
      name: 'in an import map',
      page: `<script type=importmap>{"imports":{"__proto__":"/a.mjs","constructor":"/a.mjs"},"scopes":{"__proto__":{"toString":"/a.mjs"}}}</script><script type=module>import '__proto__'; import 'constructor'; import 'toString'</script><script>${live}</script>`,
      files: { '/a.mjs': '1' },
      finds: ['/live'],
    },
    {
      name: 'in a configuration file and attributes',
      page: `<script type=application/json>{"__proto__":{"u":"wss://h.test"},"constructor":"ws://h.test"}</script><p __proto__=ws://a.test data-__proto__=ws://b.test id=__proto__ name=constructor><form id=toString></form><script>${live}; __proto__.x; document.getElementById('__proto__').dataset.__proto__; window.constructor.id</script>`,
      finds: ['/live'],
    },
    {
      name: 'as header names, cookies and subprotocols',
      page: withHeaders(
        {
          ['__proto__']: 'x',
          constructor: 'y',
          'set-cookie': ['__proto__=1; __proto__=2', 'constructor=1; toString'],
        },
        livePage.replace("'/live'", "'/live', ['__proto__', 'constructor']"),
      ),
      upgrade: (socket, request) =>
        void socket.write(
          switching(request, 'Sec-WebSocket-Protocol: __proto__', '__proto__: a', 'constructor: b'),
        ),
    },
    {
      name: 'in a source map and in paths',
      page: `<script src=/__proto__.js></script><script src=/constructor></script><iframe src=/__proto__></iframe>`,
      files: {
        '/__proto__.js': `${live}\n//# sourceMappingURL=__proto__`,
        '/__proto__':
          '{"version":3,"sources":["__proto__","constructor"],"names":["__proto__"],"mappings":"AAAAA","__proto__":{"sections":[]}}',
        '/constructor': 'new WebSocket(location.origin.replace("http", "ws") + "/__proto__?__proto__=1")',
      },
      finds: ['/live', '/__proto__?__proto__=1'],
    },
  ],
};
