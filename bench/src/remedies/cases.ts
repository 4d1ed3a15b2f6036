import type { RemedyCase } from './case.ts';
import { nodeCases } from './cases/node.ts';
import { otherCases } from './cases/others.ts';
import { proxyCases } from './cases/proxies.ts';
import { pythonCases } from './cases/python.ts';

/** Every recipe that is proved by running it, in the order of the table. */
export const cases: readonly RemedyCase[] = [...proxyCases, ...nodeCases, ...pythonCases, ...otherCases];
