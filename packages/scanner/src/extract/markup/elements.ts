import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { DocumentElements, PageElement } from '../document.ts';
import { attributeName } from './source.ts';
import { isText } from './walk.ts';

/** How many elements of a document scripts can look up. */
const elementLimit = 100_000;

const noAttributes: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

/** Collects the live elements of a document, in document order: the walk numbers them as this does. */
export class ElementTable {
  readonly #list: PageElement[] = [];
  readonly #byId: Record<string, number> = Object.create(null);
  #complete = true;

  /** @param content what stands within a template */
  add(node: Tree.Element, parent: number | null, content: string | null = null): void {
    if (this.#list.length >= elementLimit) {
      this.#complete = false;
      return;
    }
    const attributes = attributesOf(node);
    const id = attributes['id'];
    if (id && !(id in this.#byId)) this.#byId[id] = this.#list.length;
    const element = { tag: node.tagName.toLowerCase(), attributes, parent, text: textOf(node) };
    this.#list.push(content === null ? element : { ...element, content });
  }

  done(): DocumentElements {
    return { list: this.#list, byId: this.#byId, complete: this.#complete };
  }
}

/** An element's attributes by name, without prototype; the first of a name wins, as in the parser. */
export function attributesOf(node: Tree.Element): Readonly<Record<string, string>> {
  if (node.attrs.length === 0) return noAttributes;
  const attributes: Record<string, string> = Object.create(null);
  for (const attribute of node.attrs) attributes[attributeName(attribute)] ??= attribute.value;
  return attributes;
}

/** `textContent` of an element that holds nothing but text. */
function textOf(node: Tree.Element): string | null {
  const parts: string[] = [];
  for (const child of node.childNodes) {
    if (isText(child)) parts.push(child.value);
    else if (child.nodeName !== '#comment') return null;
  }
  return parts.join('');
}
