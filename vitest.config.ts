import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'lab/src/**/*.test.ts'],
    testTimeout: 20_000,
    // Most of the time is spent waiting for real servers' clocks: one more worker than Vitest would start.
    maxWorkers: Math.max(2, availableParallelism()),
    // Some tests watch real clocks: in the gate one more try tells a slow machine from a mistake.
    retry: process.env['CI'] ? 1 : 0,
  },
});
