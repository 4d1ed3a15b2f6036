import { type DefaultTreeAdapterTypes as Tree, parse } from 'parse5';
import type { DocumentText } from './analysis.ts';
import type { NestedDocument, ParsedDocument } from './document.ts';
import { readAttributes } from './markup/attributes.ts';
import { ElementTable } from './markup/elements.ts';
import { readAnchor, readFrame, readLink } from './markup/links.ts';
import { readBase, readMeta } from './markup/meta.ts';
import { type Reading, startReading } from './markup/reading.ts';
import { readScript } from './markup/script-element.ts';
import { ScriptPolicy } from './markup/script-policy.ts';
import { commentValue, markupSource, textValue } from './markup/source.ts';
import { addMentions } from './markup/urls.ts';
import { type Visit, isElement, isText, walk } from './markup/walk.ts';

/**
 * Reads a document's markup as a browser that runs scripts would parse it (HTML Standard, section 13). Runs
 * nothing and throws nothing: any text is a document.
 *
 * @param within for a document within another's `srcdoc`: where it stands there; `document.url` is then the
 *   source's, and the realm `about:srcdoc`
 */
export function readDocument(document: DocumentText, within?: NestedDocument): ParsedDocument {
  const text = document.text.startsWith('\uFEFF') ? document.text.slice(1) : document.text;
  const source = within
    ? { url: document.url, text, positionAt: within.positionAt }
    : markupSource(document.url, text);
  const reading = startReading(source, {
    realm: within?.realm ?? document.url,
    baseUrl: within?.baseUrl ?? document.url,
    policy: within?.policy ?? new ScriptPolicy(document.csp ?? [], document.url),
  });
  const elements = new ElementTable();
  for (const visit of walk(parse(text, { sourceCodeLocationInfo: true }))) {
    const { node } = visit;
    if (!isElement(node)) {
      readText(reading, node, visit.parentNode);
      continue;
    }
    if (visit.index !== null) elements.add(node, visit.parent, templateContent(text, node));
    readElement(reading, node, visit);
  }
  return finished(reading, elements);
}

/** The markup within a template: a script may copy it into the document. */
function templateContent(text: string, { tagName, sourceCodeLocation }: Tree.Element): string | null {
  const start = sourceCodeLocation?.startTag?.endOffset;
  const end = sourceCodeLocation?.endTag?.startOffset;
  return tagName !== 'template' || start === undefined || end === undefined ? null : text.slice(start, end);
}

function readElement(reading: Reading, element: Tree.Element, { index, parentNode, inert }: Visit): void {
  if (element.tagName === 'script') readScript(reading, element, index);
  if (!inert) readLive(reading, element, parentNode);
  if (element.attrs.length > 0 && !isRepeated(reading, element))
    readAttributes(reading, element, inert ? null : index);
}

/** Whether the parser made this element of a tag that it used before: of a formatting element that was left open. */
function isRepeated(reading: Reading, { tagName, sourceCodeLocation }: Tree.Element): boolean {
  if (!sourceCodeLocation) return tagName !== 'html' && tagName !== 'body';
  if (reading.tags.has(sourceCodeLocation.startOffset)) return true;
  reading.tags.add(sourceCodeLocation.startOffset);
  return false;
}

function readLive(reading: Reading, element: Tree.Element, parent: Tree.ParentNode): void {
  switch (element.tagName) {
    case 'base':
      return readBase(reading, element);
    case 'meta':
      return readMeta(reading, element, parent);
    case 'link':
      return readLink(reading, element);
    case 'a':
    case 'area':
      return readAnchor(reading, element);
    case 'iframe':
    case 'frame':
    case 'object':
    case 'embed':
      return readFrame(reading, element);
    case 'input':
      reading.asksForPassword ||= isPasswordField(element);
      return;
    default:
  }
}

function isPasswordField({ attrs }: Tree.Element): boolean {
  return attrs.some(({ name, value }) => name === 'type' && /^password$/i.test(value));
}

function readText(reading: Reading, node: Tree.TextNode | Tree.CommentNode, parent: Tree.ParentNode): void {
  if (isText(node)) {
    // A script's text was read with its element.
    if (parent.nodeName !== 'script') addMentions(reading, textValue(reading.source, node), 'text');
    return;
  }
  const start = node.sourceCodeLocation?.startOffset ?? 0;
  // `<!--`, or what the parser makes a comment: `<!x>`, `</ x>`, `<?x>`.
  const opening = /^(?:<!--|<!|<\/|<)/.exec(reading.source.text.slice(start, start + 4))?.[0] ?? '';
  addMentions(reading, commentValue(reading.source, node, opening.length), 'comment');
}

function finished(reading: Reading, elements: ElementTable): ParsedDocument {
  const { baseUrl, csp, metaCharset, texts, dependencies, refused, idle, links, asksForPassword } = reading;
  const { scripts, importMap, policy, references, declared, nested, problems } = reading;
  const table = elements.done();
  if (!table.complete) problems.add('the document has more elements than are kept');
  return {
    realm: reading.realm,
    facts: {
      baseUrl,
      csp,
      metaCharset,
      scripts: texts,
      dependencies,
      refused,
      idle,
      links: [...links],
      asksForPassword,
    },
    elements: table,
    scripts,
    importMap,
    policy,
    references,
    declared,
    nested,
    problems: [...problems],
  };
}
