import type { RemedyCase } from '../case.ts';

/** Stacks of Python, as Debian packages them. */
export const pythonCases: readonly RemedyCase[] = [];
