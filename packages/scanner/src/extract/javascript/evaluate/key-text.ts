import type { Node } from '../syntax.ts';

/** The name of a key that is not computed. */
export function keyText(key: Node): string {
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  return key.type === 'Literal' ? String(key.value) : '';
}
