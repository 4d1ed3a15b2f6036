import type { VerdictCase } from './case.ts';
import { after101 } from './cases/after-101.ts';
import { allowLists } from './cases/allow-lists.ts';
import { applications } from './cases/applications.ts';
import { before101 } from './cases/before-101.ts';
import { drifts } from './cases/drifts.ts';
import { gates } from './cases/gates.ts';
import { nodeFrameworks } from './cases/node-frameworks.ts';
import { oddAnswers } from './cases/odd-answers.ts';
import { proxies } from './cases/proxies.ts';
import { pythonFrameworks } from './cases/python-frameworks.ts';

/** Every server that the bench judges. */
export const cases: readonly VerdictCase[] = [
  ...allowLists,
  ...before101,
  ...after101,
  ...gates,
  ...drifts,
  ...oddAnswers,
  ...proxies,
  ...nodeFrameworks,
  ...pythonFrameworks,
  ...applications,
];
