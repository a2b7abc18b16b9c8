/** Training steps on WebGPU and WebGL in a browser: our executor beside TensorFlow.js's own `fit`, in turn in one page. */
import { chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { z } from 'zod';
import type { Program } from '@/lib/graph/program';
import type { GpuBackend } from '@/lib/training/worker/adapters';
import { browserFlags, ensureBrowser } from '../../../scripts/browser.mjs';
import { gpuRow, type Row } from './row';

export type GpuBenchOptions = {
  readonly nets: readonly { readonly name: string; readonly program: Program }[];
  readonly backends: readonly GpuBackend[];
  readonly batches: readonly number[];
  readonly rounds: number;
};

const TOLERANCE = 1e-3;

const measurementSchema = z.object({
  adapter: z.string(),
  software: z.boolean(),
  stock: z.array(z.number()),
  ours: z.array(z.number()),
  losses: z.object({ stock: z.number(), ours: z.number() }),
});

/** A page of its own, on localhost since WebGPU wants a secure context. */
async function serveBench(): Promise<{ readonly address: string; readonly close: () => void }> {
  const { outputFiles } = await build({ entryPoints: ['tests/bench/training/gpu.page.ts'], bundle: true, format: 'iife', write: false, tsconfig: 'tsconfig.json', logLevel: 'error' });
  const script = outputFiles[0].text;
  const server = createServer((request, response) => {
    const isScript = request.url === '/bench.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><title>bench</title><script src="/bench.js"></script>');
  });
  await new Promise<void>((settle) => server.listen(0, 'localhost', settle));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server of the bench has no port.');
  return { address: `http://localhost:${address.port}/`, close: () => server.close() };
}

function measureInPage(page: Page, program: Program, backend: string, batch: number, rounds: number): Promise<unknown> {
  return page.evaluate(
    (given) => {
      const measure: unknown = Reflect.get(window, 'trainingBench');
      if (typeof measure !== 'function') throw new Error('The page has no bench.');
      const answer: unknown = Reflect.apply(measure, null, given);
      return answer;
    },
    [program, backend, batch, rounds] as const,
  );
}

/** Two rows for every net, back end and batch size that there is; throws where the losses of both do not agree. */
export async function gpuRows({ nets, backends, batches, rounds }: GpuBenchOptions): Promise<readonly Row[]> {
  const executablePath = ensureBrowser();
  if (executablePath === null) throw new Error('The bench needs a browser.');
  const site = await serveBench();
  const browser = await chromium.launch({ executablePath, args: browserFlags });
  const rows: Row[] = [];
  try {
    for (const { name, program } of nets)
      for (const backend of backends)
        for (const batch of batches) {
          const complaints: string[] = [];
          const page = await browser.newPage();
          page.setDefaultTimeout(0);
          page.on('console', (message) => (message.type() === 'warning' || message.type() === 'error' ? complaints.push(message.text()) : undefined));
          await page.goto(site.address);
          const found = measurementSchema.nullable().parse(await measureInPage(page, program, backend, batch, rounds));
          await page.close();
          if (found === null) {
            console.error(`${backend} is not there.`);
            continue;
          }
          const invalid = complaints.find((text) => /While (encoding|calling)|Invalid/.test(text));
          if (invalid !== undefined) throw new Error(`${name} on ${backend}: the device refused a call. ${invalid}`);
          const { losses, software, adapter } = found;
          if (!(Math.abs(losses.ours - losses.stock) <= TOLERANCE)) throw new Error(`${name} on ${backend}: the losses differ, ${losses.ours} and ${losses.stock}.`);
          console.error(`${name}, ${backend} on ${adapter}${software ? ' (software)' : ''}, batch ${batch}: both begin with a loss of ${losses.ours.toFixed(4)}.`);
          for (const variant of ['stock', 'ours'] as const) rows.push(gpuRow({ net: name, backend, batch, variant, rounds: found[variant] }));
        }
  } finally {
    await browser.close();
    site.close();
  }
  return rows;
}
