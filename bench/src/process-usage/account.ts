/** Loaded before the program that `runMeasured` runs: writes what the process took to its fourth stream, at its end. */
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpuMs: (user + system) / 1_000, peakBytes: maxRSS * 1_024 }));
});
