import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { attributesOf } from './elements.ts';
import { type Reading, addDependency, addLink } from './reading.ts';
import { attributeValue } from './source.ts';

/** Reads a live `link`: scripts that the page announces before something imports them. */
export function readLink(reading: Reading, element: Tree.Element): void {
  const { rel = '', href, as } = attributesOf(element);
  if (!href) return;
  const relations = rel.toLowerCase().split(/\s+/);
  const start = element.sourceCodeLocation?.startOffset ?? 0;
  const isScript = as?.toLowerCase() === 'script';
  if (relations.includes('modulepreload')) {
    addDependency(reading, href, start, { kind: 'module', goal: 'module', via: 'modulepreload' });
  } else if (relations.includes('preload') && isScript) {
    addDependency(reading, href, start, { kind: 'script', goal: 'script', via: 'preload' });
  } else if (relations.includes('prefetch') && (isScript || (!as && /\.m?js(?:[?#]|$)/i.test(href)))) {
    addDependency(reading, href, start, { kind: 'script', goal: 'script', via: 'prefetch' });
  }
}

/** Reads a live `a` or `area`: a page that visitors can go to, unless it is a file to save. */
export function readAnchor(reading: Reading, element: Tree.Element): void {
  const { href, download } = attributesOf(element);
  if (href !== undefined && download === undefined) addLink(reading, href);
}

/** Reads a live frame: a document of its own, at a URL or within the attribute `srcdoc`. */
export function readFrame(reading: Reading, element: Tree.Element): void {
  const attributes = attributesOf(element);
  const { sandbox, type } = attributes;
  const runsScripts = sandbox === undefined || /(?:^|\s)allow-scripts(?:\s|$)/i.test(sandbox);
  if (!runsScripts) return;
  const srcdoc =
    element.tagName === 'iframe' ? element.attrs.find(({ name }) => name === 'srcdoc') : undefined;
  if (srcdoc !== undefined) return readSrcdoc(reading, element, srcdoc);
  const isFrame =
    element.tagName === 'iframe' || element.tagName === 'frame' || /^text\/html\b/i.test(type ?? '');
  const reference = element.tagName === 'object' ? attributes['data'] : attributes['src'];
  if (!isFrame || !reference?.trim()) return;
  addDependency(reading, reference, element.sourceCodeLocation?.startOffset ?? 0, {
    kind: 'frame',
    goal: 'script',
    via: 'frame',
  });
}

function readSrcdoc(reading: Reading, element: Tree.Element, attribute: Tree.Element['attrs'][number]): void {
  const { value, sourceOffset } = attributeValue(reading.source, element, attribute);
  const { line, column } = reading.source.positionAt(sourceOffset(0));
  reading.nested.push({
    source: reading.source.url,
    text: value,
    positionAt: (offset) => reading.source.positionAt(sourceOffset(offset)),
    baseUrl: reading.baseUrl,
    realm: `about:srcdoc#${line}:${column}`,
    policy: reading.policy,
  });
}
