import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Directive } from '../document.ts';
import { readDeclared } from './declared.ts';
import { directiveOf } from './directives.ts';
import { isEventHandler, javascriptUrl } from './handlers.ts';
import type { Reading } from './reading.ts';
import { addScript, refuseInline } from './script-element.ts';
import { attributeName, attributeValue, startOf } from './source.ts';
import { addMentions, addNames } from './urls.ts';

/** Attributes whose value is shown or read to people. */
const prose = /^(?:title|alt|placeholder|label|summary|abbr|aria-[a-z]+)$/;

/** `meta` names whose content is: descriptions, social cards. */
const proseMeta =
  /^(?:description|keywords|author|abstract|subject|topic|title|(?:og|twitter|article|dc|dcterms)[:.].*)$/i;

/** Attributes that hold a document, a policy or a key: their URLs are read elsewhere or are none. */
const elsewhere = new Set(['srcdoc', 'csp', 'integrity', 'nonce']);

/**
 * Reads an element's attributes: code in handlers, Alpine's directives and `javascript:` URLs, and WebSocket URLs in any
 * other.
 *
 * @param index of the element among those of the document; null where it is not one of them
 */
export function readAttributes(reading: Reading, element: Tree.Element, index: number | null): void {
  const inert = index === null;
  if (!inert) readDeclared(reading, element);
  for (const attribute of inOrder(element.attrs)) {
    const name = attributeName(attribute);
    const directive = inert ? null : directiveOf(name, element);
    if (directive !== null) {
      readDirective(reading, element, attribute, index, directive);
      continue;
    }
    const code = codeOf(name, attribute.value);
    if (code === null) readUrls(reading, element, attribute, name);
    else if (!inert && code.code.trim() !== '') readHandler(reading, element, attribute, code);
    else if (inert) addNames(reading, attributeValue(reading.source, element, attribute), 'template');
  }
}

function readHandler(
  reading: Reading,
  element: Tree.Element,
  attribute: Tree.Element['attrs'][number],
  { offset, code }: Code,
): void {
  const value = attributeValue(reading.source, element, attribute);
  const type = isEventHandler(attributeName(attribute)) ? 'attribute' : 'script';
  if (reading.policy.refusesInline({ type, text: code, nonce: undefined }))
    return refuseInline(reading, 'handler', value);
  const place = startOf(reading.source, value, offset);
  addScript(reading, { kind: 'handler', goal: 'script', text: code, ...place }, null, 'event');
}

/** An element's data before the code that it is for. */
function inOrder(attributes: Tree.Element['attrs']): Tree.Element['attrs'] {
  const data = attributes.filter(({ name }) => name === 'x-data');
  return data.length === 0 ? attributes : [...data, ...attributes.filter(({ name }) => name !== 'x-data')];
}

/** An element's data is an expression, which may begin as a block does. */
function readDirective(
  reading: Reading,
  element: Tree.Element,
  attribute: Tree.Element['attrs'][number],
  index: number | null,
  directive: Directive,
): void {
  if (attribute.value.trim() === '') return;
  const { line, column } = startOf(reading.source, attributeValue(reading.source, element, attribute));
  const isData = directive === 'data';
  const text = isData ? `(${attribute.value})` : attribute.value;
  const place = { line, column: column - Number(isData) };
  addScript(reading, { kind: 'handler', goal: 'script', text, ...place }, index, 'event', directive);
}

interface Code {
  readonly offset: number;
  readonly code: string;
}

function codeOf(name: string, value: string): Code | null {
  return isEventHandler(name) ? { offset: 0, code: value } : javascriptUrl(name, value);
}

function readUrls(
  reading: Reading,
  element: Tree.Element,
  attribute: Tree.Element['attrs'][number],
  name: string,
): void {
  if (elsewhere.has(name)) return;
  const value = attributeValue(reading.source, element, attribute);
  if (prose.test(name)) return addMentions(reading, value, 'prose');
  if (element.tagName !== 'meta' || name !== 'content') return addNames(reading, value, 'attribute');
  const meta = element.attrs.find((other) => /^(?:name|property|http-equiv)$/.test(other.name))?.value ?? '';
  if (/^content-security-policy/i.test(meta)) return;
  if (proseMeta.test(meta)) addMentions(reading, value, 'prose');
  else addNames(reading, value, 'attribute');
}
