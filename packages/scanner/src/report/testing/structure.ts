import { parse, type DefaultTreeAdapterTypes } from 'parse5';

export interface ParsedElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements of a page in document order, as a browser would build them. */
export function elementsOf(html: string): readonly ParsedElement[] {
  const elements: ParsedElement[] = [];
  const open: DefaultTreeAdapterTypes.Node[] = [parse(html)];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ('attrs' in node) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      elements.push({ name: node.nodeName, attributes });
    }
    if ('childNodes' in node) open.push(...node.childNodes.toReversed());
  }
  return elements;
}

/** Characters that no written report may hold, line feeds aside. */
export const unseen =
  /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
