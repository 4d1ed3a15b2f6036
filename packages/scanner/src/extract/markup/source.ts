import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { type Position, lineIndex } from '../position.ts';
import { sourceOffsets } from './encoded-text.ts';

/** The text that a tree was parsed from, and where things stand in it. */
export interface MarkupSource {
  /** What locations name as their source. */
  readonly url: string;
  readonly text: string;
  readonly positionAt: (offset: number) => Position;
}

/** A decoded value of the tree, with the way back to its source. */
export interface MarkupValue {
  readonly value: string;
  /** The offset in the source text of an offset in `value`. */
  readonly sourceOffset: (offset: number) => number;
}

export function markupSource(url: string, text: string): MarkupSource {
  return { url, text, positionAt: lineIndex(text).positionAt };
}

/** An attribute's name as markup has it: lower case, with its prefix. */
export function attributeName({ name, prefix }: Tree.Element['attrs'][number]): string {
  return (prefix ? `${prefix}:${name}` : name).toLowerCase();
}

/** An attribute's value with its place; where the parser knows none (merged `<body>` tags), that of its element. */
export function attributeValue(
  source: MarkupSource,
  element: Tree.Element,
  attribute: Tree.Element['attrs'][number],
): MarkupValue {
  const name = attributeName(attribute);
  const location = element.sourceCodeLocation;
  const place = location?.attrs?.[name];
  if (!place) return { value: attribute.value, sourceOffset: () => location?.startOffset ?? 0 };
  const afterName = place.startOffset + name.length;
  const opening =
    /^\s*=\s*["']?/.exec(source.text.slice(afterName, Math.min(place.endOffset, afterName + 1000)))?.[0] ??
    '';
  return placed(source, attribute.value, afterName + opening.length, place.endOffset);
}

/** The characters of a text node or comment, which start `skip` units into the node's source. */
export function nodeValue(
  source: MarkupSource,
  node: Tree.TextNode | Tree.CommentNode,
  skip = 0,
): MarkupValue {
  const value = 'data' in node ? node.data : node.value;
  const location = node.sourceCodeLocation;
  if (!location) return { value, sourceOffset: () => 0 };
  const start = location.startOffset + (skip || sectionOpening(source, location.startOffset));
  return placed(source, value, start, location.endOffset);
}

/** A text node of SVG may start with a CDATA section. */
function sectionOpening(source: MarkupSource, start: number): number {
  return source.text.startsWith('<![CDATA[', start) ? 9 : 0;
}

function placed(source: MarkupSource, value: string, start: number, end: number): MarkupValue {
  let offsets: ((offset: number) => number) | undefined;
  return {
    value,
    sourceOffset: (offset) => {
      if (offset === 0) return start;
      offsets ??= sourceOffsets(source.text.slice(start, end), value);
      return start + offsets(offset);
    },
  };
}

/** Where a part of a document's text that is itself a source (an inline script) starts. */
export function startOf(source: MarkupSource, value: MarkupValue, offset = 0): Position {
  return source.positionAt(value.sourceOffset(offset));
}
