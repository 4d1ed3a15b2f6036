import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'lab/src/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
