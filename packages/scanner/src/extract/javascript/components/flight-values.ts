import { promiseOf } from '../evaluate/promise.ts';
import type { Machine } from '../machine.ts';
import { Unknown } from '../values.ts';
import type { Value } from '../values.ts';
import { constructed } from './call.ts';
import { elementOf } from './flight-rows.ts';
import type { FlightRows, Imported } from './flight-rows.ts';

/** How deep a model is followed, references included, and how many of its values. */
const bounds = { depth: 60, values: 20_000 } as const;

/** Where a member of an element stands in the array that it is sent as. */
const placeInElement: Readonly<Record<string, number>> = { type: 1, key: 2, props: 3 };

/** The models of a stream as values of the page. */
export class FlightValues {
  readonly #machine: Machine;
  readonly #rows: FlightRows;
  /** Undefined where the page has no such module. */
  readonly #component: (imported: Imported) => Value;
  readonly #known = new Map<string, Value>();
  #left: number = bounds.values;

  constructor(machine: Machine, rows: FlightRows, component: (imported: Imported) => Value) {
    this.#machine = machine;
    this.#rows = rows;
    this.#component = component;
  }

  /** A model, with what it refers to. What cannot be told is not known, or left out of its object. */
  of(model: unknown, depth = 0): Value {
    this.#left -= 1;
    if (depth > bounds.depth || this.#left < 0) return new Unknown('a model of too many parts');
    if (typeof model === 'string') return this.#ofText(model, depth);
    if (typeof model === 'number' || typeof model === 'boolean' || model === null) return model;
    if (Array.isArray(model)) return this.#machine.array(model.map((item) => this.of(item, depth + 1)));
    const object = this.#machine.object();
    object.open = true;
    for (const [name, member] of Object.entries(model ?? {})) {
      const value = this.of(member, depth + 1);
      if (!(value instanceof Unknown)) object.members.set(name, value);
    }
    return object;
  }

  /** `$` and a letter say what the rest of a text stands for (`ReactFlightClient`, `parseModelString`). */
  #ofText(text: string, depth: number): Value {
    if (!text.startsWith('$')) return text;
    const rest = text.slice(2);
    switch (text[1]) {
      case '$':
        return text.slice(1);
      case '@':
        return this.#promiseOf(rest, depth);
      case 'Q':
        return constructed(this.#machine, 'Map', this.#referred(rest, depth));
      case 'W':
        return constructed(this.#machine, 'Set', this.#referred(rest, depth));
      case 'I':
        return Infinity;
      case '-':
        return rest === '0' ? -0 : -Infinity;
      case 'N':
        return NaN;
      default:
        return text === '$undefined' ? undefined : this.#referred(text.slice(1), depth);
    }
  }

  #promiseOf(id: string, depth: number): Value {
    if (!this.#rows.models.has(id)) return new Unknown('a promise that the server has not kept');
    return promiseOf(this.#machine, { value: this.#referred(id, depth) });
  }

  /** `<hex id>`, or a place within that row: `5:props:data`. */
  #referred(reference: string, depth: number): Value {
    const known = this.#known.get(reference);
    if (known !== undefined) return known;
    const [id = '', ...path] = reference.split(':');
    const imported = this.#rows.imports.get(id);
    if (imported !== undefined)
      return path.length === 0 ? this.#component(imported) : new Unknown('a part of a component');
    let model = this.#rows.models.get(id);
    for (const name of path) model = memberOf(this.#row(model), name);
    if (model === undefined) return new Unknown('what a server left out');
    this.#known.set(reference, new Unknown('what refers to itself'));
    const value = this.of(model, depth + 1);
    this.#known.set(reference, value);
    return value;
  }

  /** The row that a model refers to, or the model itself. */
  #row(model: unknown): unknown {
    return typeof model === 'string' && model.startsWith('$') ? this.#rows.models.get(model.slice(1)) : model;
  }
}

function memberOf(model: unknown, name: string): unknown {
  if (typeof model !== 'object' || model === null) return undefined;
  const members: Readonly<Record<string, unknown>> = { ...model };
  if (Object.hasOwn(members, name)) return members[name];
  return elementOf(model) === null ? undefined : members[placeInElement[name] ?? ''];
}
