import * as fc from 'fast-check';

/** What parsers trip over. */
const pieces = [
  ...Array.from('<>&"\'`/\\=;:,.()[]{}!?#@%*+-|~^$\n\r\t\0 '),
  '<script>',
  '</script>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<iframe srcdoc="',
  '<base href=//x>',
  '&#xD800;',
  '&quot;',
  '<template>',
  'new WebSocket(',
  'location.',
  '...',
  '=>',
  '${',
  '`',
  '/*',
  '*/',
  '//',
  'await ',
  'async ',
  'function*',
  'yield ',
  'class A extends ',
  'import ',
  'export ',
  'import(',
  'eval(',
  '?.',
  '??',
  '**',
  '__proto__',
  'constructor',
  'this',
  'super',
  '1e999',
  '0x',
  '1n',
  'NaN',
  'ws://',
  'wss://',
  'ws://a.test/',
  'http://',
  '//',
  '[::1]',
  '%00',
  '%',
  '\\u0000',
  '\\ud800',
  '\ud800',
  '\u202e',
  '\u2028',
  '\ufeff',
  'data:text/javascript,',
  'javascript:',
  'blob:',
  'about:blank',
];

type Edit = readonly [where: number, kind: number, piece: string, length: number];

const edits = fc.array(
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(5), fc.constantFrom(...pieces), fc.nat(40)),
  { minLength: 0, maxLength: 8 },
);

function apply(text: string, [where, kind, piece, length]: Edit): string {
  const at = Math.floor(where * text.length);
  const [before, rest] = [text.slice(0, at), text.slice(at)];
  if (kind === 0) return before + piece + rest;
  if (kind === 1) return before + rest.slice(length);
  if (kind === 2) return before + piece + rest.slice(length);
  if (kind === 3) return before + rest.slice(0, length).repeat(3) + rest;
  if (kind === 4) return rest + before;
  return before + piece.repeat(length) + rest;
}

/** A text of the corpus, cut and changed in a few places; two of them grown together now and then. */
export function mutated(corpus: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...corpus), fc.constantFrom(...corpus), fc.nat(4), edits)
    .map(([text, other, grown, changes]) =>
      changes.reduce(
        apply,
        grown === 0 ? text.slice(0, text.length / 2) + other.slice(other.length / 2) : text,
      ),
    );
}
