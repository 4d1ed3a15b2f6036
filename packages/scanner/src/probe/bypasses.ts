import type { VariantId } from '../artifacts.ts';
import { isDoubtful, type Side } from './sides.ts';
import { treatmentOf } from './treatment.ts';

/** Variants of the page's Origin: what gets through although a foreign Origin does not is a bypass. */
const lookalikes: readonly VariantId[] = [
  'null',
  'suffix',
  'prefix',
  'substring',
  'dot',
  'subdomain',
  'sibling',
  'scheme',
  'port',
  'ip',
  'localhost',
  'extension',
];

export interface Bypasses {
  /** One connection of each Origin that got what the page gets. */
  readonly through: readonly Side[];
  /** An Origin that got through once and was refused the other time: then the Origin is not what decides. */
  readonly wavering: Side | null;
}

/** Sorts the variants by what became of them. Each that gets through is asked twice. */
export function bypassesOf(sides: readonly Side[], control: Side, again: Side | null): Bypasses {
  const through = new Map<string | null, Side>();
  const refused = new Set<string | null>();
  for (const side of sides) {
    if (!lookalikes.includes(side.seen.variant)) continue;
    const { kind } = treatmentOf(side, control, again);
    if (kind === 'same') through.set(side.seen.origin, side);
    else if (kind === 'refused' && !isDoubtful(side)) refused.add(side.seen.origin);
  }
  const wavering = [...through.values()].find(({ seen }) => refused.has(seen.origin)) ?? null;
  return { through: [...through.values()], wavering };
}

/** The variants' names, each once, in the contract's order. */
export function variantNames(sides: readonly Side[]): VariantId[] {
  return lookalikes.filter((variant) => sides.some(({ seen }) => seen.variant === variant));
}
