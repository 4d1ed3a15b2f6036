import { ownNames } from './evaluate/property.ts';
import type { Machine } from './machine.ts';
import type { Node } from './syntax.ts';
import { Choice, isPrimitive, Items, join, slots, Template, Unknown } from './values.ts';
import type { Primitive, Value } from './values.ts';

/** A value as it is when it is sent from one realm to another: of neither. */
export type Sent =
  | Primitive
  | Unknown
  | Template
  | { readonly type: 'text'; readonly text: string; readonly literals: ReadonlySet<Node> }
  | { readonly type: 'choice'; readonly options: readonly Sent[] }
  | { readonly type: 'list'; readonly items: readonly Sent[]; readonly complete: boolean }
  | {
      readonly type: 'object';
      readonly members: readonly (readonly [string, Sent])[];
      readonly open: boolean;
    };

const deepest = 12;
const mostMembers = 500;

/** Takes a value along to another realm (HTML Standard, "structured cloning"); functions and hosts' objects are lost. */
export function sent(machine: Machine, value: Value, depth = 0): Sent {
  machine.budget.step();
  if (value instanceof Choice)
    return { type: 'choice', options: value.options.map((each) => sent(machine, each, depth)) };
  if (typeof value === 'string') {
    const literals = machine.traces.originsOf(value);
    return literals.size === 0 ? value : { type: 'text', text: value, literals };
  }
  if (value instanceof Unknown || value instanceof Template || isPrimitive(value)) return value;
  if (depth > deepest || value.code !== null || (value.kind !== 'object' && value.kind !== 'array'))
    return new Unknown('what a message holds');
  const items = value.members.get(slots.items);
  if (items instanceof Items)
    return {
      type: 'list',
      items: items.values.slice(0, mostMembers).map((item) => sent(machine, item, depth + 1)),
      complete: items.complete,
    };
  const names = ownNames(value);
  const members = names
    .slice(0, mostMembers)
    .map((name) => [name, sent(machine, machine.get(value, name), depth + 1)] as const);
  return { type: 'object', members, open: value.open || names.length > mostMembers };
}

/** Makes what was sent a value of the realm that receives it. */
export function received(machine: Machine, value: Sent): Value {
  if (value instanceof Unknown || value instanceof Template || typeof value !== 'object' || value === null)
    return value;
  if (value.type === 'text') {
    for (const literal of value.literals) machine.traces.begin(value.text, literal);
    return value.text;
  }
  if (value.type === 'choice') return join(value.options.map((option) => received(machine, option)));
  if (value.type === 'list')
    return machine.array(
      value.items.map((item) => received(machine, item)),
      value.complete,
    );
  const object = machine.object();
  for (const [name, member] of value.members) object.members.set(name, received(machine, member));
  object.open = value.open;
  return object;
}
