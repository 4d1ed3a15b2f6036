import type { Probe } from './probe.ts';

/**
 * Waits until there is nothing left to wait for: `remainingMs` is asked now, after each change of a probe, and when
 * the time that it named is over.
 */
export function settle(probes: readonly Probe[], remainingMs: () => number): Promise<void> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const stops: (() => void)[] = [];
    const check = (): void => {
      clearTimeout(timer);
      const remaining = remainingMs();
      if (remaining <= 0) {
        for (const stop of stops) stop();
        resolve();
      } else if (remaining !== Infinity) timer = setTimeout(check, Math.ceil(remaining));
    };
    stops.push(...probes.map((probe) => probe.onChange(check)));
    check();
  });
}
