import * as fc from 'fast-check';

/** Something that is fuzzed: a property that must hold for every input. */
export interface Target {
  readonly name: string;
  /** An input, as it is told where it breaks the property. */
  readonly property: fc.IAsyncPropertyWithHooks<[string]> | fc.IAsyncProperty<[string]>;
  /** Inputs between two looks at the clock. */
  readonly runs: number;
}

/** A target whose input is a text. `holds` throws where the property is broken. */
export function target(
  name: string,
  runs: number,
  input: fc.Arbitrary<string>,
  holds: (input: string) => void | Promise<void>,
): Target {
  return { name, runs, property: fc.asyncProperty(input, async (text) => holds(text)) };
}

/** Throws where two things are not the same. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what}: ${one.slice(0, 300)} is not ${other.slice(0, 300)}`);
}
