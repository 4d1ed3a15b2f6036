import type { Network } from '../net/network.ts';
import type { Dependency } from '../extract/analysis.ts';
import type { ResolvedOptions } from '../options.ts';

/** Why a file is not read by design, and the option that reads it. */
export interface OutOfScope {
  readonly reason: string;
  readonly option?: string;
}

/** Whether `--scripts` asks for a file; null where it does. Frames and workers of another origin are never read. */
export function outOfScope(
  { url, kind }: Dependency,
  pageUrl: string,
  scripts: ResolvedOptions['scripts'],
  network: Network,
): OutOfScope | null {
  const { protocol, origin } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') {
    return { reason: `${protocol} URLs exist in the browser only` };
  }
  if (origin === new URL(pageUrl).origin) return null;
  if (kind === 'frame')
    return { reason: 'a frame of another origin is a page of its own: scan it by itself' };
  if (kind === 'worker') return { reason: 'browsers load no worker from another origin' };
  if (scripts === 'all') return null;
  const own = network.isFirstParty(url);
  if (own && scripts === 'same-site') return null;
  return own
    ? { reason: 'another origin of the same site', option: '--scripts same-site' }
    : { reason: 'another party', option: '--scripts all' };
}
