import type { Probe } from './probe.ts';

/**
 * Waits until there is nothing left to wait for: `remainingMs` is asked now, after each change of a probe, and when
 * the time that it named is over; no longer than the scan's own time.
 */
export function settle(probes: readonly Probe[], remainingMs: () => number): Promise<void> {
  const signal = probes[0]?.signal;
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const stops: (() => void)[] = [() => signal?.removeEventListener('abort', check)];
    const check = (): void => {
      clearTimeout(timer);
      const remaining = signal?.aborted === true ? 0 : remainingMs();
      if (remaining <= 0) {
        for (const stop of stops) stop();
        resolve();
      } else if (remaining !== Infinity) timer = setTimeout(check, Math.ceil(remaining));
    };
    stops.push(...probes.map((probe) => probe.onChange(check)));
    signal?.addEventListener('abort', check, { once: true });
    check();
  });
}
