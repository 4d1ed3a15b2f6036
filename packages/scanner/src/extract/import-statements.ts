import type { Dependency, ScriptText } from './analysis.ts';
import type { ImportMap } from './document.ts';
import { resolveSpecifier } from './import-map.ts';
import { visitAround } from './javascript/around.ts';
import { positionIn } from './javascript/place.ts';
import type { Script } from './javascript/script.ts';
import { startOf } from './javascript/syntax.ts';
import type { Node } from './javascript/syntax.ts';
import { lineIndex, positionWithin } from './position.ts';

interface Import {
  readonly specifier: string;
  readonly offset: number;
  readonly via: 'import' | 'import()';
}

/** The modules that a script imports by literal names; those of `import()` also where nothing is known to come to it. */
export function importedBy(script: Script, map: ImportMap): readonly Dependency[] {
  const { source, program } = script;
  const places = Array.from(source.text.matchAll(keyword), ({ index }) => index);
  const imports: Import[] = [];
  visitAround(program, places, (node) => {
    const specifier = textOf(specifierOf(node));
    if (specifier !== null && !isTyped(node))
      imports.push({
        specifier,
        offset: startOf(node),
        via: node.type === 'ImportExpression' ? 'import()' : 'import',
      });
    return null;
  });
  return dependenciesOf(source, map, imports, (offset) => positionIn(script, offset).line);
}

const keyword = /\b(?:import|export)\b/g;
const mostWords = 60_000;
/** What follows the keyword: names and `from` before the specifier, or parentheses around it. */
const stated = /^\s*(?:[\w$\s,*{}]*?\bfrom)?\s*("[^"'\\\n]{1,2000}"|'[^"'\\\n]{1,2000}')/;
const called =
  /^\s*\(\s*(?:\/\*[^*]{0,500}\*\/\s*)?("[^"'\\\n]{1,2000}"|'[^"'\\\n]{1,2000}'|`[^`$"'\\\n]{1,2000}`)\s*\)/;

/** The same of a script that is not parsed, as far as its text tells. Linear in it. */
export function importsInText(source: ScriptText, map: ImportMap): readonly Dependency[] {
  const { text } = source;
  const places = Array.from(text.matchAll(keyword), ({ index }) => index);
  const imports = places.flatMap((offset, index): Import[] => {
    const next = Math.min(places[index + 1] ?? text.length, offset + mostWords);
    const words = text.slice(offset + 'import'.length, next);
    const inCall = called.exec(words)?.[1];
    if (inCall !== undefined) return [{ specifier: inCall.slice(1, -1), offset, via: 'import()' }];
    const inStatement = beginsStatement(text, offset) ? stated.exec(words)?.[1] : undefined;
    return inStatement === undefined ? [] : [{ specifier: inStatement.slice(1, -1), offset, via: 'import' }];
  });
  if (imports.length === 0) return [];
  const lines = lineIndex(text);
  const start = { line: source.line ?? 1, column: source.column ?? 1 };
  return dependenciesOf(
    source,
    map,
    imports,
    (offset) => positionWithin(start, lines.positionAt(offset)).line,
  );
}

/** Whether what stands before a keyword ends a statement or a line. */
function beginsStatement(text: string, offset: number): boolean {
  return /(?:^|[;}\n]|\*\/)\s*$/.test(text.slice(Math.max(0, offset - 50), offset));
}

function dependenciesOf(
  { url, redirectedTo, baseUrl, realm }: ScriptText,
  map: ImportMap,
  imports: readonly Import[],
  lineAt: (offset: number) => number,
): readonly Dependency[] {
  const address = redirectedTo ?? url;
  const referrer = URL.canParse(address) ? address : baseUrl;
  return imports.flatMap(({ specifier, offset, via }) => {
    const resolved = resolveSpecifier(specifier, referrer, map);
    const target = resolved === null ? null : URL.parse(resolved);
    if (target === null || !/^https?:$/.test(target.protocol)) return [];
    target.hash = '';
    const from = { source: url, line: lineAt(offset) };
    return [{ url: target.href, kind: 'module', goal: 'module', realm, from, via } as const];
  });
}

function specifierOf(node: Node): Node | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      return node.source;
    default:
      return null;
  }
}

/** What a literal says; minifiers write templates for strings. */
function textOf(node: Node | null): string | null {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return null;
  return node.quasis[0]?.value.cooked ?? null;
}

/** Whether an import says what it is of (`with { type: 'json' }`): the evaluation reads that. */
function isTyped(node: Node): boolean {
  if (node.type === 'ImportExpression') return node.options != null;
  return 'attributes' in node && Array.isArray(node.attributes) && node.attributes.length > 0;
}
