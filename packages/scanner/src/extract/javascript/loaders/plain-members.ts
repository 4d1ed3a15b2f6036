import { Obj, valueIn } from '../values.ts';
import type { Value } from '../values.ts';

/** The plain members of an object with their names. */
export function plainMembers(object: Value): readonly (readonly [name: string, value: Value])[] {
  if (!(object instanceof Obj)) return [];
  return [...object.members.keys()].flatMap((name) =>
    typeof name === 'string' ? [[name, valueIn(object, name)] as const] : [],
  );
}
