import type { Dependency, ScriptText } from './analysis.ts';
import { positionWithin, lineIndex } from './position.ts';

const isChunk = /TURBOPACK/;
/** How a module asks for the chunks of one that it imports later: `["static/chunks/a.js"].map(chunk => context.l(chunk))`. */
const asked = /\[("[^"\\[\]]{1,300}\.js"(?:,"[^"\\[\]]{1,300}"){0,50})\]\.map\(\(?(\w+)\)?=>\w+\.l\(\2\)\)/g;

/**
 * The chunks that a chunk of Turbopack's asks for by their paths, whoever runs it. They are below the folder in which it
 * lies itself, under the same names. Linear in the text.
 */
export function turbopackChunks(source: ScriptText): readonly Dependency[] {
  const { url, text, realm } = source;
  if (!isChunk.test(text.slice(0, 2_000))) return [];
  const lines = lineIndex(text);
  const start = { line: source.line ?? 1, column: source.column ?? 1 };
  return Array.from(text.matchAll(asked), ({ 1: list = '', index }) => {
    const { line } = positionWithin(start, lines.positionAt(index));
    return Array.from(list.matchAll(/"([^"]+\.js)"/g), ([, path = '']) => path).flatMap((path) => {
      const root = url.lastIndexOf(path.slice(0, path.lastIndexOf('/') + 1));
      const target = root <= 0 ? null : URL.parse(url.slice(0, root) + path);
      if (target === null || !/^https?:$/.test(target.protocol)) return [];
      const from = { source: url, line };
      return [{ url: target.href, kind: 'script', goal: 'script', realm, from, via: 'chunk' } as const];
    });
  }).flat();
}
