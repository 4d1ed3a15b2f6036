import type { Endpoint, VariantId } from '../artifacts.ts';
import { registrableDomain } from '../hosts.ts';
import { raising, type Limits } from '../limits.ts';
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

/** Why an endpoint is not probed, and the option that would. */
type Refusal = NonNullable<Endpoint['notProbed']>;

/** The handshakes that these rules need between them: nothing is sent that none of them asks for. */
export function wantedVariants(rules: readonly Pick<Rule, 'meta'>[]): ReadonlySet<VariantId> {
  return new Set(rules.flatMap(({ meta }) => meta.probes ?? []));
}

/**
 * Plans the handshakes of one endpoint. A third party's gets the control and one wrong Origin at most: how it is
 * configured is that party's affair.
 *
 * @param refusal why a limit keeps it from being probed
 */
export function planFor(
  endpoint: Pick<Endpoint, 'party' | 'url' | 'protocols'>,
  refusal: Refusal | null,
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
  if (refusal !== null) return { notProbed: refusal };
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

/**
 * Which endpoints have no turn, since a limit is reached: the page's own come first, and of another party's site only
 * a few, so that no page makes a scan attack a third.
 */
export function turnsOf(
  endpoints: readonly Pick<Endpoint, 'party' | 'url'>[],
  limits: Pick<Limits, 'endpoints' | 'endpointsOfThirdParty'>,
): readonly (Refusal | null)[] {
  const turns: (Refusal | null)[] = endpoints.map(() => null);
  const sites = new Map<string, number>();
  let taken = 0;
  for (const party of ['first', 'third'] as const) {
    for (const [index, endpoint] of endpoints.entries()) {
      if (endpoint.party !== party) continue;
      const { hostname } = new URL(endpoint.url);
      const site = registrableDomain(hostname) ?? hostname;
      const ofSite = sites.get(site) ?? 0;
      if (taken >= limits.endpoints) turns[index] = overEndpoints(limits);
      else if (party === 'third' && ofSite >= limits.endpointsOfThirdParty)
        turns[index] = overThirdParty(site, limits);
      else {
        sites.set(site, ofSite + 1);
        taken += 1;
      }
    }
  }
  return turns;
}

function overEndpoints({ endpoints }: Pick<Limits, 'endpoints'>): Refusal {
  return {
    reason: `the limit of ${endpoints} probed endpoints was reached`,
    option: raising('endpoints', endpoints),
  };
}

function overThirdParty(site: string, limits: Pick<Limits, 'endpointsOfThirdParty'>): Refusal {
  return {
    reason: `${limits.endpointsOfThirdParty} endpoints of ${site}, which is another party's, were probed`,
    option: raising('endpointsOfThirdParty', limits.endpointsOfThirdParty),
  };
}

function skip(reason: string, option?: string): Plan {
  return { notProbed: { reason, ...(option !== undefined && { option }) } };
}
