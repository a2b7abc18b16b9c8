import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: { include: ['tests/{unit,contract,architecture}/**/*.test.{ts,tsx}'], testTimeout: 30_000 },
});
