import { z } from 'zod';
import { placeOf } from '../../input/cursor.ts';
import { Problem } from '../../service/problem.ts';

/** Which page of a list, and how long. */
export const listQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().describe('"next" of the page before'),
});

/** Where a page of this list starts. Throws `Problem` (400) for a cursor that is none of its own. */
export function listFrom(
  list: string,
  { limit, cursor }: z.output<typeof listQuery>,
): { readonly limit: number; readonly before: number | undefined } {
  if (cursor === undefined) return { limit, before: undefined };
  const before = placeOf(list, cursor);
  if (before === null) {
    throw new Problem(400, 'invalid', [
      'cursor: not one of this list: take "next" of the page before as it is',
    ]);
  }
  return { limit, before };
}
