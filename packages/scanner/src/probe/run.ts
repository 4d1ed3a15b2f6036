import type { Endpoint, VariantId } from '../artifacts.ts';
import type { Clock } from '../clock.ts';
import { Limiter } from '../net/limiter.ts';
import type { Network } from '../net/network.ts';
import type { ResolvedOptions } from '../options.ts';
import { rules } from '../rules/list.ts';
import type { TransportQuestion } from '../rules/rule.ts';
import { compareCredentials } from './credentials.ts';
import { ProbeDeadline } from './deadline.ts';
import { planFor, turnsOf, wantedVariants } from './plan.ts';
import { httpUrl, type ProbeSetting } from './probe.ts';
import { recognise } from './recognise.ts';
import { compareOrigins } from './rounds.ts';
import { libraryOf } from './sides.ts';
import { transportProbe, wantedTransports } from './transports.ts';

export interface ProbeRequest {
  readonly endpoints: readonly Endpoint[];
  /** The Origin of the page: scheme, host and port, never the socket's. Null where there is no page. */
  readonly pageOrigin: string | null;
  readonly options: ResolvedOptions;
  readonly network: Network;
  readonly clock: Clock;
  /** Which handshakes to make; those that the rules ask for where nothing is said. */
  readonly wanted?: ReadonlySet<VariantId>;
  /** What else to look at; likewise, but nothing where `wanted` is given. */
  readonly transports?: ReadonlySet<TransportQuestion>;
}

/** Of the handshakes that an endpoint gets, so many are for what has not been asked yet, and not for retries. */
const keptForQuestions = 8;

/** Handshakes that one host gets at a time, like a browser's requests. */
const handshakesPerHost = 16;

/**
 * Makes the handshakes of all endpoints and returns them with what was observed, in the same order; those that got
 * none say why. Endpoints are probed at the same time, within `options.concurrency` open questions; connections
 * that are only being watched do not count. Never rejects for what a server does.
 */
export async function probeEndpoints(request: ProbeRequest): Promise<Endpoint[]> {
  const deadline = new ProbeDeadline(request.clock, request.options.signal);
  try {
    return await probeAll({ ...request, options: { ...request.options, signal: deadline.signal } });
  } finally {
    deadline.close();
  }
}

async function probeAll(request: ProbeRequest): Promise<Endpoint[]> {
  const { endpoints, pageOrigin, options, network } = request;
  const wanted = request.wanted ?? wantedVariants(rules);
  const limiter = new Limiter(options.concurrency, handshakesPerHost);
  const transports = request.transports ?? wantedTransports(request.wanted ? [] : rules);
  const probeTransports = transportProbe(transports);
  const turns = turnsOf(endpoints, options.limits);
  let done = 0;
  return Promise.all(
    endpoints.map(async (endpoint, index): Promise<Endpoint> => {
      const plan = planFor(endpoint, turns[index] ?? null, { options, pageOrigin, wanted });
      if ('notProbed' in plan) return Object.assign({}, endpoint, plan);
      options.onProgress?.({ stage: 'probe', subject: endpoint.url, done, total: endpoints.length });
      const given = settingOf(endpoint, pageOrigin ?? 'null', { options, network, limiter });
      const recognised = await recognise(given);
      const setting = { ...given, endpoint: recognised.endpoint };
      const compared = compareOrigins(setting, plan.questions);
      const [rounds, others] = await Promise.all([compared, probeTransports(setting, compared)]);
      const observations = [...recognised.observations, ...rounds];
      const credentials = wanted.has('foreign-with-credentials')
        ? await compareCredentials(setting, observations)
        : [];
      done += 1;
      options.onProgress?.({ stage: 'probe', subject: endpoint.url, done, total: endpoints.length });
      return Object.assign(
        {},
        recognised.endpoint,
        { observations },
        others,
        credentials.length > 0 && { credentials },
      );
    }),
  );
}

function settingOf(
  endpoint: Endpoint,
  pageOrigin: string,
  { options, network, limiter }: Pick<ProbeSetting, 'options' | 'network' | 'limiter'>,
): ProbeSetting {
  const url = httpUrl(endpoint.url);
  const cookie = network.cookieHeader(url);
  let handshakes = 0;
  return {
    endpoint,
    network,
    options,
    limiter,
    pageOrigin,
    headers: [...(cookie === null ? [] : [['Cookie', cookie] as const]), ...network.userHeaders(url)],
    protocols:
      endpoint.protocols.length > 0
        ? endpoint.protocols
        : (libraryOf(endpoint)?.conversation?.protocols ?? []),
    spend: (isRetry = false) => {
      if (handshakes >= options.limits.handshakes - (isRetry ? keptForQuestions : 0)) return false;
      handshakes += 1;
      return true;
    },
  };
}
