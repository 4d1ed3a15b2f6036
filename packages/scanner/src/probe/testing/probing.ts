import type { Endpoint, VariantId } from '../../artifacts.ts';
import { Clock } from '../../clock.ts';
import { openNetwork } from '../../net/open.ts';
import { resolveOptions, type ScanOptions } from '../../options.ts';
import { judgeOrigin, type OriginJudgement } from '../policy.ts';
import type { TransportQuestion } from '../../rules/rule.ts';
import { probeEndpoints } from '../run.ts';
import { pageOrigin } from './servers.ts';

export interface Probed extends OriginJudgement {
  readonly endpoint: Endpoint;
  readonly ms: number;
}

const comparison: readonly VariantId[] = ['control', 'foreign', 'control-again'];

/** Probes one endpoint as a scan of a page at `page` would, and judges it. */
export async function probeAndJudge(
  endpoint: Partial<Endpoint> & Pick<Endpoint, 'url'>,
  options: ScanOptions & {
    readonly page?: string;
    readonly wanted?: readonly VariantId[];
    readonly transports?: readonly TransportQuestion[];
  } = {},
): Promise<Probed> {
  const { page = pageOrigin, wanted = comparison, transports = [], ...rest } = options;
  const settings = resolveOptions({ timeoutMs: 3_000, ...rest });
  const network = openNetwork(settings);
  network.setPage({ url: `${page}/`, address: '127.0.0.1' });
  const started = performance.now();
  const [probed] = await probeEndpoints({
    endpoints: [
      { library: 'websocket', protocols: [], party: 'first', references: [], observations: [], ...endpoint },
    ],
    pageOrigin: page,
    options: settings,
    network,
    clock: new Clock(settings.limits.scanMs),
    wanted: new Set(wanted),
    transports: new Set(transports),
  });
  network.close();
  if (!probed) throw new Error('no endpoint came back');
  return { endpoint: probed, ms: performance.now() - started, ...judgeOrigin(probed) };
}

/** What was asked and what came of it, one line a handshake: `foreign rejected 403`. */
export function gistOf({ observations }: Endpoint): string[] {
  return observations.map(({ variant, outcome, status, closeCode, retries }) =>
    [variant, outcome, status, closeCode, retries > 0 ? `after ${retries}` : null]
      .filter((part) => part !== null)
      .join(' '),
  );
}
