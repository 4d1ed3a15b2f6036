import type { Endpoint, VariantId } from '../artifacts.ts';
import type { ResolvedOptions } from '../options.ts';
import type { Rule } from '../rules/rule.ts';
import type { Questions } from './rounds.ts';
import { tokenChanges } from './tokens.ts';
import { originVariants } from './variants.ts';

/** Handshakes with chosen Origins that one endpoint gets; retries and the like are counted apart. */
const chosenOrigins = 18;

/** What to do with one endpoint: ask it something, or say why not. */
export type Plan =
  { readonly questions: Questions } | { readonly notProbed: NonNullable<Endpoint['notProbed']> };

/** The handshakes that these rules need between them: nothing is sent that none of them asks for. */
export function wantedVariants(rules: readonly Pick<Rule, 'meta'>[]): ReadonlySet<VariantId> {
  return new Set(rules.flatMap(({ meta }) => meta.probes ?? []));
}

/**
 * Plans the handshakes of one endpoint. A third party's gets the control and one wrong Origin at most: how it is
 * configured is that party's affair.
 *
 * @param index the endpoint's place among those that are to be probed
 */
export function planFor(
  endpoint: Pick<Endpoint, 'party' | 'url' | 'protocols'>,
  index: number,
  {
    options,
    pageOrigin,
    wanted,
  }: { options: ResolvedOptions; pageOrigin: string | null; wanted: ReadonlySet<VariantId> },
): Plan {
  if (options.probe === 'none') return skip('handshakes are switched off', '--probe all');
  if (options.probe === 'first-party' && endpoint.party === 'third') {
    return skip('it belongs to another party', '--probe all');
  }
  if (pageOrigin === null || pageOrigin === 'null') {
    return skip('no page is known whose Origin the control would carry', '--page <url>');
  }
  if (options.origin === pageOrigin) return skip("the wrong Origin is the page's own", '--origin <origin>');
  if (!wanted.has('control')) return skip('no enabled rule asks for handshakes');
  if (index >= options.limits.endpoints) {
    return skip(`the limit of ${options.limits.endpoints} probed endpoints was reached`);
  }
  const isDeep = endpoint.party === 'first' && options.depth === 'full';
  return {
    questions: {
      foreign: wanted.has('foreign'),
      controlAgain: wanted.has('control-again') && endpoint.party === 'first',
      variants: isDeep ? variantsOf(pageOrigin, options, wanted) : [],
      tokens: isDeep
        ? tokenChanges(endpoint.url, endpoint.protocols).filter(({ variant }) => wanted.has(variant))
        : [],
    },
  };
}

/** As many as fit beside the control, the foreign Origin and the control again. */
function variantsOf(
  pageOrigin: string,
  options: ResolvedOptions,
  wanted: ReadonlySet<VariantId>,
): Questions['variants'] {
  const absent = { variant: 'absent', origin: null } as const;
  return [...originVariants(pageOrigin, options.origin), absent]
    .filter(({ variant }) => wanted.has(variant))
    .slice(0, chosenOrigins - 3);
}

function skip(reason: string, option?: string): Plan {
  return { notProbed: { reason, ...(option !== undefined && { option }) } };
}
