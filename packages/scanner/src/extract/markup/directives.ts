import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Directive } from '../document.ts';
import { attributeName } from './source.ts';

/**
 * What an attribute of Alpine's holds, by its name; null of any other attribute, and of elements without Alpine's data
 * around them: other libraries have attributes of the same form.
 */
export function directiveOf(name: string, element: Tree.Element): Directive | null {
  const directive = byName(name);
  return directive !== null && hasData(element) ? directive : null;
}

function byName(name: string): Directive | null {
  if (name === 'x-data') return 'data';
  if (name === 'x-init' || name === 'x-effect') return 'init';
  return /^(?:@|x-on:)/.test(name) ? 'event' : null;
}

function hasData(element: Tree.Element): boolean {
  for (let around: Tree.ParentNode | null = element; around !== null && 'attrs' in around;) {
    if (around.attrs.some((attribute) => attributeName(attribute) === 'x-data')) return true;
    around = around.parentNode;
  }
  return false;
}
