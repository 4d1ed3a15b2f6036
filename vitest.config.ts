import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'lab/src/**/*.test.ts'],
    testTimeout: 20_000,
    // Some tests watch real clocks: in the gate one more try tells a slow machine from a mistake.
    retry: process.env['CI'] ? 1 : 0,
  },
});
