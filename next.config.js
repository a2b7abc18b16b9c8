import { readFileSync } from 'node:fs';

/** The app is a folder of static files; `SKIPBOOK_BASE_PATH` (such as `/skipbook`) puts it under a sub-path of its host. */
const basePath = process.env.SKIPBOOK_BASE_PATH ?? '';
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: 'export',
  trailingSlash: true,
  basePath,
  ...(process.env.SKIPBOOK_OUT === undefined ? {} : { distDir: process.env.SKIPBOOK_OUT }),
  env: { NEXT_PUBLIC_BASE_PATH: basePath, NEXT_PUBLIC_APP_VERSION: version },
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
  // `npm run check` looks at the types of everything; a build need not wait for that a second time.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default nextConfig;
