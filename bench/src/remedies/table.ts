import { remedies } from '../../../packages/scanner/dist/remedies/list.js';
import type { RemedyCase } from './case.ts';
import type { Proof } from './prove.ts';

export interface Row {
  readonly one: RemedyCase;
  readonly proof: Proof;
}

/** Every recipe with what the scan said before and after, and the command that proves it. */
export function proofTable(rows: readonly Row[]): string {
  return [
    '| stack | recipe | rule | version | before | after | in the report | the test that proves it |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ one, proof }) => {
      const { version, before, after, shown } = proof;
      const test = `\`npm run bench:remedies -- ${one.recipe}\``;
      const cells = [
        stackOf(one),
        `\`${one.recipe}\``,
        one.rule ?? 'origin-not-validated',
        version,
        before,
        after,
        shown,
        test,
      ];
      return `| ${cells.join(' | ')} |`;
    }),
  ].join('\n');
}

/** The name of the stack that a recipe is for. */
export function stackOf({ recipe }: Pick<RemedyCase, 'recipe'>): string {
  return remedies.find(({ recipes }) => recipes.some(({ id }) => id === recipe))?.name ?? recipe;
}
