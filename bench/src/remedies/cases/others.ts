import type { RemedyCase } from '../case.ts';

/** Stacks of other languages. */
export const otherCases: readonly RemedyCase[] = [];
