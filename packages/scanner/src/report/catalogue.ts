import { rules } from '../rules/list.ts';
import type { RuleMeta } from '../rules/rule.ts';

const byId: ReadonlyMap<string, RuleMeta> = new Map(rules.map(({ meta }) => [meta.id, meta]));

/** What is known of a rule; undefined for a rule of another version of wssure. */
export function ruleMeta(id: string): RuleMeta | undefined {
  return byId.get(id);
}
