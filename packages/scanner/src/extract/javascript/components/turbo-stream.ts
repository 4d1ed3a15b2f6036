import { promiseOf } from '../evaluate/promise.ts';
import type { Machine } from '../machine.ts';
import { Unknown } from '../values.ts';
import type { Obj, Value } from '../values.ts';
import { constructed } from './call.ts';
import { parsedJson } from './flight-rows.ts';

const bounds = { text: 4_000_000, values: 100_000, depth: 60 } as const;

/** What stands for a value without being one, by its number in place of an index (`turbo-stream`, `constants`). */
const constants: ReadonlyMap<number, Value> = new Map<number, Value>([
  [-1, undefined],
  [-2, NaN],
  [-3, -Infinity],
  [-4, -0],
  [-5, null],
  [-6, Infinity],
  [-7, undefined],
]);

/**
 * A value in the form in which Remix and React Router send what loaders give: lines of JSON, each an array of parts that refer to
 * each other by their indices. The first line is the value; `P<index>:…` lines are what its promises come to.
 *
 * @param text what was sent so far
 */
export function turboStreamValue(machine: Machine, text: string): Value {
  if (text.length > bounds.text) return new Unknown('a stream of too much data');
  return new TurboStream(machine, text.split('\n')).value;
}

class TurboStream {
  readonly #machine: Machine;
  readonly #parts: unknown[] = [];
  readonly #known = new Map<number, Value>();
  /** Where the values of promises begin, by the index of the promise. */
  readonly #kept = new Map<number, number>();

  constructor(machine: Machine, lines: readonly string[]) {
    this.#machine = machine;
    for (const line of lines) this.#read(line);
  }

  get value(): Value {
    return this.#at(0, 0);
  }

  #read(line: string): void {
    const [, promise, json = ''] = /^(?:P(\d{1,9}):)?(.*)$/.exec(line) ?? [];
    const parsed = parsedJson(json);
    if (promise !== undefined)
      this.#kept.set(Number(promise), typeof parsed === 'number' ? parsed : this.#parts.length);
    if (Array.isArray(parsed) && this.#parts.length + parsed.length <= bounds.values)
      for (const part of parsed as readonly unknown[]) this.#parts.push(part);
  }

  #at(index: unknown, depth: number): Value {
    if (typeof index !== 'number') return new Unknown('a part that is not known');
    if (index < 0) return constants.get(index);
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const value =
      depth > bounds.depth ? new Unknown('data of too many levels') : this.#made(index, depth + 1);
    this.#known.set(index, value);
    return value;
  }

  #made(index: number, depth: number): Value {
    const part = this.#parts[index];
    if (typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean') return part;
    if (typeof part !== 'object' || part === null) return new Unknown('a part that is not known');
    if (!Array.isArray(part)) return this.#object(index, Object.entries(part), depth);
    const [kind, ...rest] = part as readonly unknown[];
    if (typeof kind === 'string') return this.#special(kind, rest, depth);
    const items = part.map((item) => this.#at(item, depth));
    return this.#machine.array(items);
  }

  /** The names of members are parts too: `{"_<index>": index}`. */
  #object(index: number, members: readonly (readonly [string, unknown])[], depth: number): Obj {
    const object = this.#machine.object();
    // Known before its members are: they may refer to it.
    this.#known.set(index, object);
    for (const [key, value] of members) {
      const name = this.#parts[Number(key.slice(1))];
      if (typeof name === 'string') object.members.set(name, this.#at(value, depth));
    }
    return object;
  }

  #special(kind: string, [first, ...rest]: readonly unknown[], depth: number): Value {
    switch (kind) {
      case 'P':
        return this.#promise(first, depth);
      case 'U':
        return typeof first === 'string' ? constructed(this.#machine, 'URL', first) : new Unknown('a URL');
      case 'S':
        return constructed(this.#machine, 'Set', this.#listed([first, ...rest], depth));
      case 'M':
        return constructed(this.#machine, 'Map', this.#pairs([first, ...rest], depth));
      default:
        return new Unknown('data of a kind that is not followed');
    }
  }

  /** A promise that was kept, as `Await` marks one. */
  #promise(index: unknown, depth: number): Value {
    const start = typeof index === 'number' ? this.#kept.get(index) : undefined;
    if (start === undefined) return new Unknown('a promise that the server has not kept');
    const value = this.#at(start, depth);
    const promise = promiseOf(this.#machine, { value });
    promise.members.set('_tracked', true);
    promise.members.set('_data', value);
    return promise;
  }

  #listed(indices: readonly unknown[], depth: number): Obj {
    return this.#machine.array(
      indices.filter((index) => index !== undefined).map((each) => this.#at(each, depth)),
    );
  }

  #pairs(indices: readonly unknown[], depth: number): Obj {
    const pairs: Obj[] = [];
    for (let index = 0; index + 1 < indices.length; index += 2)
      pairs.push(this.#listed(indices.slice(index, index + 2), depth));
    return this.#machine.array(pairs);
  }
}
