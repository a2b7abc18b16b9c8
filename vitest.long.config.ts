/** `npm run test:long`: the tests that take minutes. */
import { defineConfig } from 'vitest/config';

const config = defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: { include: ['tests/long/**/*.test.ts'] },
});

export default config;
