/** What a member or call in an optional chain evaluates to where the chain has ended: undefined for the whole of it. */
export const shortCircuit: unique symbol = Symbol('optional chain ended');
