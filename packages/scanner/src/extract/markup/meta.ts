import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import { attributesOf } from './elements.ts';
import type { Reading } from './reading.ts';

/** Reads what a live `meta` element says of the document: its policy and its encoding. */
export function readMeta(reading: Reading, element: Tree.Element, parent: Tree.ParentNode): void {
  const attributes = attributesOf(element);
  const content = attributes['content'] ?? '';
  const pragma = attributes['http-equiv']?.toLowerCase();
  // A policy outside of the head is ignored (HTML Standard 4.2.5.3).
  if (pragma === 'content-security-policy' && parent.nodeName === 'head' && content.trim() !== '') {
    const policy = { text: content, from: 'meta', reportOnly: false } as const;
    reading.csp.push(policy);
    reading.policy = reading.policy.with([policy]);
  }
  const declared =
    pragma === 'content-type' ? /charset\s*=\s*["']?\s*([^\s"';]+)/i.exec(content)?.[1] : undefined;
  const charset = attributes['charset'] ?? declared;
  if (charset) reading.metaCharset ??= charset.trim();
}

/** The first `base` with an `href` counts, from its place on (HTML Standard 4.2.3). */
export function readBase(reading: Reading, element: Tree.Element): void {
  const href = attributesOf(element)['href'];
  if (href === undefined || reading.baseSeen) return;
  reading.baseSeen = true;
  const url = URL.parse(href, reading.baseUrl);
  if (url !== null && url.protocol !== 'data:' && url.protocol !== 'javascript:') reading.baseUrl = url.href;
}
