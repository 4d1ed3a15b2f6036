import { type DefaultTreeAdapterTypes as Tree, html } from 'parse5';
import { type Position, lineIndex } from '../position.ts';
import { type Encoding, sourceOffsets } from './encoded-text.ts';

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
  return placed(source, attribute.value, afterName + opening.length, place.endOffset, 'value');
}

/** How the text of some elements is encoded in HTML (HTML Standard 13.2.6.2); of all others it is content. */
const encodings: ReadonlyMap<string, Encoding> = new Map([
  ...['script', 'style', 'noscript', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext'].map(
    (tag) => [tag, 'code'] as const,
  ),
  ['title', 'value'],
  ['textarea', 'value'],
]);

/** The characters of a text node with their place. */
export function textValue(source: MarkupSource, node: Tree.TextNode): MarkupValue {
  const location = node.sourceCodeLocation;
  if (!location) return { value: node.value, sourceOffset: () => 0 };
  const { parentNode: parent } = node;
  const isHtml = parent !== null && 'tagName' in parent && parent.namespaceURI === html.NS.HTML;
  const encoding = (isHtml && encodings.get(parent.tagName)) || 'content';
  return placed(source, node.value, location.startOffset, location.endOffset, encoding);
}

/** The characters of a comment, which start `skip` units into its source. */
export function commentValue(source: MarkupSource, node: Tree.CommentNode, skip: number): MarkupValue {
  const location = node.sourceCodeLocation;
  if (!location) return { value: node.data, sourceOffset: () => 0 };
  return placed(source, node.data, location.startOffset + skip, location.endOffset, 'code');
}

function placed(
  source: MarkupSource,
  value: string,
  start: number,
  end: number,
  encoding: Encoding,
): MarkupValue {
  let offsets: ((offset: number) => number) | undefined;
  return {
    value,
    sourceOffset: (offset) => {
      offsets ??= sourceOffsets(source.text.slice(start, end), value, encoding);
      return start + offsets(offset);
    },
  };
}

/** Where a part of a document's text that is itself a source (an inline script) starts. */
export function startOf(source: MarkupSource, value: MarkupValue, offset = 0): Position {
  return source.positionAt(value.sourceOffset(offset));
}
