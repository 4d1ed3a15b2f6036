import type { DefaultTreeAdapterTypes as Tree } from 'parse5';

/** A node as the walk comes by it, in document order. */
export interface Visit {
  readonly node: Tree.Element | Tree.TextNode | Tree.CommentNode;
  /** For a live element its number; for a text or comment null. */
  readonly index: number | null;
  /** The number of the parent element, where that is live. */
  readonly parent: number | null;
  readonly parentNode: Tree.ParentNode;
  /** Inside a `<template>`: scripts there do not run, and ids there are not found. */
  readonly inert: boolean;
}

interface Pending {
  readonly node: Tree.Node;
  readonly parent: number | null;
  readonly parentNode: Tree.ParentNode;
  readonly inert: boolean;
}

/** Walks a parsed document without recursion: a page can nest a hundred thousand elements. */
export function* walk(document: Tree.Document): Generator<Visit> {
  const pending: Pending[] = [];
  let elements = 0;
  push(pending, document, null, false);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, parent, parentNode, inert } = next;
    if (isElement(node)) {
      const index = inert ? null : elements++;
      yield { node, index, parent, parentNode, inert };
      push(pending, node, index, inert);
      if ('content' in node) push(pending, node.content, index, inert || !isShadowRoot(node));
    } else if (node.nodeName === '#text' || node.nodeName === '#comment') {
      yield { node, index: null, parent, parentNode, inert };
    }
  }
}

export function isElement(node: Tree.Node): node is Tree.Element {
  return 'tagName' in node;
}

export function isText(node: Tree.Node): node is Tree.TextNode {
  return node.nodeName === '#text';
}

/** A declarative shadow root is a template to parse5; in a browser its scripts run (HTML Standard, 4.12.3). */
function isShadowRoot(template: Tree.Template): boolean {
  return template.attrs.some(
    ({ name, value }) => name === 'shadowrootmode' && /^(?:open|closed)$/i.test(value),
  );
}

function push(pending: Pending[], parentNode: Tree.ParentNode, parent: number | null, inert: boolean): void {
  for (let index = parentNode.childNodes.length - 1; index >= 0; index -= 1) {
    const node = parentNode.childNodes[index];
    if (node) pending.push({ node, parent, parentNode, inert });
  }
}
