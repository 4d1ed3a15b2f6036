import { type DefaultTreeAdapterTypes as Tree, html } from 'parse5';
import { refusedByPolicy } from '../../csp.ts';
import type { ScriptText } from '../analysis.ts';
import { dataUrlText } from '../data-url.ts';
import type { Directive, DocumentScript } from '../document.ts';
import { mergeImportMaps, parseImportMap } from '../import-map.ts';
import { attributesOf } from './elements.ts';
import { type Reading, addDependency } from './reading.ts';
import { type ScriptType, scriptType } from './script-type.ts';
import { type MarkupValue, startOf, textValue } from './source.ts';
import { addJsonUrls, addMentions, addNames } from './urls.ts';
import { isText } from './walk.ts';

/** Reads a `script` element: code to run, a file to load, or data. */
export function readScript(reading: Reading, element: Tree.Element, index: number | null): void {
  const attributes = attributesOf(element);
  const type = scriptType(attributes);
  const text = codeValue(reading, element);
  if (type === 'classic' || type === 'module') {
    const idle = whyIdle(element, attributes, type, index);
    if (idle !== null) addIdle(reading, text, idle, src(element, attributes));
    else if (src(element, attributes) !== undefined) readExternal(reading, element, index, attributes, type);
    else if (text.value.trim() === '') return;
    else if (reading.policy.refusesInline({ type: 'script', text: text.value, nonce: nonceOf(attributes) }))
      refuseInline(reading, 'inline', text);
    else readInline(reading, index, attributes, type, text);
    return;
  }
  if (src(element, attributes) === undefined) readData(reading, type, text, index);
}

/** Why a browser that knows modules never runs a script; null where it does. */
function whyIdle(
  element: Tree.Element,
  attributes: Readonly<Record<string, string>>,
  type: ScriptType,
  index: number | null,
): 'template' | 'unclosed script' | 'nomodule script' | null {
  if (index === null) return 'template';
  if (type === 'classic' && 'nomodule' in attributes) return 'nomodule script';
  return !isSvg(element) && !element.sourceCodeLocation?.endTag ? 'unclosed script' : null;
}

/** A template's script runs where code clones it; the other two never run. */
function addIdle(reading: Reading, text: MarkupValue, reason: string, file?: string): void {
  const url = reason === 'nomodule script' && file !== undefined ? URL.parse(file, reading.baseUrl) : null;
  if (url !== null) reading.idle.push(url.href);
  if (reason === 'template') addNames(reading, text, reason);
  else addMentions(reading, text, reason);
}

/** A script with the beginning of another in an attribute shows none: so do scripts that were injected (CSP3 section 6.7.3.1). */
function nonceOf(attributes: Readonly<Record<string, string>>): string | undefined {
  const isDangling = Object.entries(attributes).some((pair) => /<(?:script|style)/i.test(pair.join(' ')));
  return isDangling ? undefined : attributes['nonce'];
}

/** Notes code in the document that its policies keep from running: what it says are mentions. */
export function refuseInline(reading: Reading, kind: 'inline' | 'handler', text: MarkupValue): void {
  addMentions(reading, text, 'script that the policy refuses');
  const { line } = reading.source.positionAt(text.sourceOffset(0));
  reading.refused.push({ url: reading.source.url, kind, line, reason: refusedByPolicy });
}

function readExternal(
  reading: Reading,
  element: Tree.Element,
  index: number | null,
  attributes: Readonly<Record<string, string>>,
  type: 'classic' | 'module',
): void {
  const reference = src(element, attributes) ?? '';
  if (reference.trim() === '') return;
  const goal = type === 'module' ? 'module' : 'script';
  const start = element.sourceCodeLocation?.startOffset ?? 0;
  const asked = {
    url: URL.parse(reference, reading.baseUrl)?.href ?? reference,
    nonce: nonceOf(attributes),
    integrity: attributes['integrity'],
  };
  if (reading.policy.refusesFile({ ...asked, inMarkup: true })) {
    reading.refused.push({ url: asked.url.slice(0, 2_000), kind: goal, reason: refusedByPolicy });
    return;
  }
  const inData = dataUrlText(reference);
  if (inData !== null) {
    const place = reading.source.positionAt(start);
    addScript(
      reading,
      { kind: 'inline', goal, text: inData.text, ...place },
      index,
      timing(attributes, type, true),
    );
    return;
  }
  const url = addDependency(reading, reference, start, { kind: goal, goal, via: 'script element' });
  if (url === null) return;
  reading.scripts.push({
    inline: null,
    url,
    element: goal === 'module' ? null : index,
    timing: timing(attributes, type, true),
  });
}

function readInline(
  reading: Reading,
  index: number | null,
  attributes: Readonly<Record<string, string>>,
  type: 'classic' | 'module',
  text: MarkupValue,
): void {
  const place = startOf(reading.source, text);
  const goal = type === 'module' ? 'module' : 'script';
  addScript(
    reading,
    { kind: 'inline', goal, text: text.value, ...place },
    goal === 'module' ? null : index,
    timing(attributes, type, false),
  );
}

/** Notes code that stands in the document itself. */
export function addScript(
  reading: Reading,
  script: Pick<ScriptText, 'kind' | 'goal' | 'text' | 'line' | 'column'>,
  element: number | null,
  when: DocumentScript['timing'],
  directive?: Directive,
): void {
  const runs = { timing: when, ...(directive !== undefined && { directive }) };
  reading.scripts.push({ inline: reading.texts.length, url: null, element, ...runs });
  reading.texts.push({ ...script, url: reading.source.url, baseUrl: reading.baseUrl, realm: reading.realm });
}

function readData(reading: Reading, type: ScriptType, text: MarkupValue, index: number | null): void {
  if (type === 'template') return addNames(reading, text, 'template');
  if (type === 'data') return addNames(reading, text, 'data block');
  addJsonUrls(reading, text);
  if (index === null) return;
  const { url } = reading.source;
  const place = startOf(reading.source, text);
  const { baseUrl, realm } = reading;
  reading.texts.push({ url, kind: 'json', goal: 'script', text: text.value, ...place, baseUrl, realm });
  const map = type === 'import-map' ? parseImportMap(text.value, reading.baseUrl) : null;
  if (map !== null) reading.importMap = mergeImportMaps(reading.importMap, map);
}

function timing(
  attributes: Readonly<Record<string, string>>,
  type: 'classic' | 'module',
  isExternal: boolean,
): DocumentScript['timing'] {
  if (type === 'classic' && !isExternal) return 'parse';
  if ('async' in attributes) return 'async';
  return type === 'module' || 'defer' in attributes ? 'defer' : 'parse';
}

/** SVG's script loads its `href`, else `xlink:href` (SVG 2, section 14.2); HTML's its `src`. */
function src(element: Tree.Element, attributes: Readonly<Record<string, string>>): string | undefined {
  if (!isSvg(element)) return attributes['src'];
  return attributes['href'] ?? attributes['xlink:href'];
}

function codeValue(reading: Reading, element: Tree.Element): MarkupValue {
  const first = element.childNodes.find(isText);
  if (first === undefined)
    return { value: '', sourceOffset: () => element.sourceCodeLocation?.startOffset ?? 0 };
  const text = textValue(reading.source, first);
  const others = element.childNodes.filter(isText).slice(1);
  return others.length === 0
    ? text
    : { ...text, value: [first, ...others].map(({ value }) => value).join('') };
}

function isSvg(element: Tree.Element): boolean {
  return element.namespaceURI === html.NS.SVG;
}
