import { rules, type Report, type RuleMeta } from 'wssure';

const metas: ReadonlyMap<string, RuleMeta> = new Map(rules.map(({ meta }) => [meta.id, meta]));

/** What is known of a rule; undefined for one of another version of wssure. */
export function ruleMeta(id: string): RuleMeta | undefined {
  return metas.get(id);
}

/** A rule's title, its id where it is of another version. */
export function ruleTitle(id: string): string {
  return metas.get(id)?.title ?? id;
}

export interface Place {
  /** 1-based. */
  readonly number: number;
  readonly total: number;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Where a rule stands among those of a report; null where it is none of them. */
export function placeOf({ rules: all }: Report, id: string): Place | null {
  const index = all.findIndex((rule) => rule.id === id);
  if (index === -1) return null;
  return {
    number: index + 1,
    total: all.length,
    previous: all[index - 1]?.id ?? null,
    next: all[index + 1]?.id ?? null,
  };
}
