import * as fc from 'fast-check';

/** Programs without side effects: every one gives a value, or throws, and the same one each time. */
const string = fc.constantFrom(
  '""',
  '"a"',
  '"ws"',
  '"a-b_c"',
  '"/x/y"',
  '"Straße"',
  '"😀"',
  '" trim "',
  '"a,b,c"',
  '"%41"',
  '"https://h.test/p?q=1#f"',
  '"__proto__"',
  '"constructor"',
  '"0"',
  '"12px"',
);
const number = fc.constantFrom(
  '0',
  '-0',
  '1',
  '2',
  '3.5',
  '-7',
  '1e21',
  '0x10',
  '1e-7',
  'NaN',
  '2**31',
  '255',
);
const other = fc.constantFrom(
  'true',
  'false',
  'null',
  'undefined',
  '[]',
  '{}',
  '[1,"b",null]',
  '({a:1,b:"x"})',
  '[[1,2],["k","v"]]',
  '(x=>x)',
);
const name = fc.constantFrom('a', 'b', 'c');
const binary = fc.constantFrom(
  '+',
  '-',
  '*',
  '/',
  '%',
  '===',
  '!==',
  '==',
  '<',
  '>=',
  '&&',
  '||',
  '??',
  '&',
  '|',
  '^',
  '<<',
  '>>>',
  ',',
);
const unary = fc.constantFrom('!', '-', '+', '~', 'typeof ', 'void ');

const { expression } = fc.letrec<{
  expression: string;
  atom: string;
  call: string;
  list: string;
  fun: string;
}>((tie) => ({
  atom: fc.oneof(string, number, other, name),
  fun: fc.oneof(
    tie('expression').map((body) =>
      `(x => ${body.replaceAll(/\ba\b(?![^"]*"(?:[^"]*"[^"]*")*[^"]*$)/g, 'x')})`
        .replace(/^\(x => \{/, '(x => ({')
        .replace(/^\(x => \(\{(.*)\)$/, '(x => ({$1))'),
    ),
    fc.constantFrom(
      '(x => x)',
      '(x => x + 1)',
      '(x => String(x))',
      '((x, i) => i + "" + x)',
      '(x => x && x.length)',
      '(function (x) { return x || "n" })',
    ),
  ),
  list: fc.array(tie('expression'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
  call: fc.oneof(
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom(
          'slice',
          'substring',
          'substr',
          'charAt',
          'at',
          'repeat',
          'padStart',
          'indexOf',
          'split',
          'concat',
          'replace',
          'replaceAll',
          'startsWith',
          'endsWith',
          'includes',
        ),
        fc.array(tie('atom'), { maxLength: 2 }),
      )
      .map(([of, method, args]) => `String(${of}).${method}(${args.join(', ')})`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('trim', 'toUpperCase', 'toLowerCase', 'normalize', 'toString', 'valueOf'),
      )
      .map(([of, method]) => `String(${of}).${method}()`),
    fc
      .tuple(
        tie('list'),
        fc.constantFrom('map', 'filter', 'find', 'some', 'every', 'flatMap', 'findIndex'),
        tie('fun'),
      )
      .map(([of, method, fun]) => `${of}.${method}(${fun})`),
    fc
      .tuple(
        tie('list'),
        fc.constantFrom('join', 'slice', 'concat', 'includes', 'indexOf', 'at', 'reverse', 'flat'),
        fc.array(tie('atom'), { maxLength: 1 }),
      )
      .map(([of, method, args]) => `${of}.${method}(${args.join(', ')})`),
    fc
      .tuple(
        fc.constantFrom(
          'Object.keys',
          'Object.values',
          'Object.entries',
          'JSON.stringify',
          'encodeURIComponent',
          'encodeURI',
          'escape',
          'String',
          'Number',
          'Boolean',
          'parseInt',
          'parseFloat',
          'Array.isArray',
          'isNaN',
          'Math.floor',
          'Math.max',
          'btoa',
        ),
        tie('expression'),
      )
      .map(([fun, of]) => `${fun}(${of})`),
    fc
      .tuple(tie('expression'), tie('expression'))
      .map(([of, key]) => `({k: 1, ...${of.startsWith('(x') ? '{}' : `Object(${of})`}})[${key}]`),
  ),
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('atom'),
    fc
      .tuple(tie('expression'), binary, tie('expression'))
      .map(([one, operator, two]) => `((${one}) ${operator} (${two}))`),
    fc.tuple(unary, tie('expression')).map(([operator, of]) => `(${operator}(${of}))`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([test, yes, no]) => `((${test}) ? (${yes}) : (${no}))`),
    fc
      .array(tie('expression'), { minLength: 1, maxLength: 3 })
      .map((parts) => `\`${parts.map((part) => `-\${${part}}`).join('')}\``),
    tie('call'),
    tie('list'),
  ),
}));

const statement = fc.oneof(
  fc.tuple(name, expression).map(([to, value]) => `${to} = ${value};`),
  fc
    .tuple(name, fc.constantFrom('+=', '-=', '||=', '??='), expression)
    .map(([to, by, value]) => `${to} ${by} ${value};`),
  fc
    .tuple(expression, name, expression)
    .map(([test, to, value]) => `if (${test}) ${to} = ${value}; else ${to} = 'e';`),
  fc
    .tuple(name, expression)
    .map(([to, value]) => `for (let i = 0; i < 3; i++) ${to} = i + String(${value}).slice(0, 9);`),
  fc.tuple(name, expression).map(([to, value]) => `for (const v of [${value}, 'z']) ${to} = v;`),
  fc
    .tuple(name, expression)
    .map(([to, value]) => `${to} = (function (x, y = 'd') { return x + y })(${value});`),
  fc
    .tuple(name, expression)
    .map(([to, value]) => `try { ${to} = ${value} } catch (e) { thrown = 1; ${to} = 'thrown' }`),
  fc
    .tuple(name, expression)
    .map(
      ([to, value]) =>
        `switch (typeof (${value})) { case 'string': ${to} = 's'; break; case 'number': ${to} = 'n'; default: ${to} += 'd' }`,
    ),
  fc
    .tuple(name, expression)
    .map(
      ([to, value]) =>
        `{ const { length = 'none', ...rest } = Object(${value}); ${to} = length + Object.keys(rest).join() }`,
    ),
  fc
    .tuple(name, expression)
    .map(([to, value]) =>
      `class K { static s = ${value}; get g() { return K.s } m() { return this.g } } ${to} = new K().m();`
        .replace('class K', '{ class K')
        .concat(' }'),
    ),
);

/** A program that leaves its value in `a`, as text. */
export const program: fc.Arbitrary<string> = fc
  .tuple(expression, expression, fc.array(statement, { maxLength: 5 }))
  .map(
    ([first, second, statements]) =>
      `let a = 'A', b = 2, c = null, thrown = 0; try { a = ${first}; b = ${second}; ${statements.join(' ')} } catch (e) { thrown = 1 }`,
  );
