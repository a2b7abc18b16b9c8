/**
 * `npm run bench:training [-- --net NAME --backend wasm,webgpu,webgl --batch N --threads N --rounds N --json]`: whole training steps of the
 * engine beside PyTorch on the same machine with as many threads, and on graphics devices beside TensorFlow.js's own `fit`, in turn; the first
 * round is dropped. Lists take several values behind commas, nets behind semicolons.
 */
import { cpus } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { parseArgs } from 'node:util';
import type { Executor, StepSettings } from '@/lib/engine/executor';
import { startNodeThread } from '@/lib/engine/node/start-thread';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { randomBatch, randomWeights } from '../../unit/engine/programs';
import { gpuRows } from './gpu';
import { DEFAULT_NETS, programNamed } from './nets';
import { startPyTorch, type Layout, type StepTime } from './pytorch';
import { median, type Row } from './row';

const SETTINGS: StepSettings = { optimizer: { kind: 'sgd', momentum: 0.9, nesterov: false }, learningRate: 0.01, weightDecay: 1e-4, seed: 1, step: 0 };
/** A round takes about so long, so that a round of one side is not over before the machine has noticed. */
const ROUND_MILLISECONDS = 400;

const { values } = parseArgs({
  options: {
    net: { type: 'string', default: DEFAULT_NETS.join(';') },
    backend: { type: 'string', default: 'wasm' },
    batch: { type: 'string', default: '32,128' },
    threads: { type: 'string', default: '1,2' },
    rounds: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
});
const numbers = (list: string): readonly number[] => list.split(',').map(Number);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

function perImage({ clock, processor }: StepTime, batchSize: number): StepTime {
  return { clock: clock / batchSize, processor: processor / batchSize };
}

function figures(times: readonly StepTime[]): Pick<Row, 'msPerImage' | 'rounds' | 'processorMsPerImage'> {
  const rounds = times.map(({ clock }) => clock);
  return { msPerImage: median(rounds), rounds, processorMsPerImage: median(times.map(({ processor }) => processor)) };
}

async function timeOurs(executor: Executor, batchSize: number, steps: number): Promise<StepTime> {
  const batch = randomBatch(executor.program, batchSize, 1);
  await executor.step(batch, SETTINGS);
  const start = performance.now();
  const busy = process.cpuUsage();
  for (let step = 0; step < steps; step++) await executor.step(batch, SETTINGS);
  const clock = performance.now() - start;
  const { user, system } = process.cpuUsage(busy);
  return { clock: clock / steps, processor: (user + system) / 1000 / steps };
}

/** Rounds in turn: ours with each number of threads, then PyTorch with each in both layouts. */
async function compare(net: string, batchSize: number, threadCounts: readonly number[], rounds: number): Promise<readonly Row[]> {
  const program = programNamed(net);
  const torch = await startPyTorch(program, batchSize);
  say(`${net}, batch ${batchSize}, ${torch === null ? 'without PyTorch' : `PyTorch ${torch.version}`}`);
  const executors = await Promise.all(threadCounts.map((threads) => createWasmExecutor(program, { batchSize, weights: randomWeights(program, 1), threads, startThread: startNodeThread })));
  const once = (await timeOurs(executors[0], batchSize, 1)).clock;
  const steps = Math.max(1, Math.round(ROUND_MILLISECONDS / once));
  const layouts: readonly Layout[] = ['contiguous', 'channelsLast'];
  const ours = executors.map((): StepTime[] => []);
  const theirs = threadCounts.map(() => layouts.map((): StepTime[] => []));
  for (let round = 0; round <= rounds; round++) {
    for (let index = 0; index < threadCounts.length; index++) {
      const time = await timeOurs(executors[index], batchSize, steps);
      if (round > 0) ours[index].push(perImage(time, batchSize));
      for (let layout = 0; torch !== null && layout < layouts.length; layout++) {
        const other = await torch.time(threadCounts[index], layouts[layout], Math.max(1, Math.round(steps / 2)));
        if (round > 0) theirs[index][layout].push(perImage(other, batchSize));
      }
    }
  }
  torch?.close();
  const rows = threadCounts.flatMap((_, index): readonly Row[] => {
    const threads = executors[index].device.threads;
    const common = { net, threads, batch: batchSize };
    const own: Row = { ...common, backend: 'wasm', variant: 'ours', ...figures(ours[index]) };
    if (torch === null) return [own];
    // The better layout counts.
    const [best] = theirs[index].map(figures).sort((a, b) => a.msPerImage - b.msPerImage);
    return [own, { ...common, backend: 'pytorch', variant: 'pytorch', ...best }];
  });
  for (const executor of executors) executor.dispose();
  return rows;
}

setFlagsFromString('--experimental-wasm-relaxed-simd');
const backends = values.backend.split(',');
const unknown = backends.find((backend) => !['wasm', 'webgpu', 'webgl'].includes(backend));
if (unknown !== undefined) {
  say(`There is no back end ${unknown}; there are wasm, webgpu and webgl.`);
  process.exit(2);
}
const rows: Row[] = [];
const names = values.net.split(';');
if (backends.includes('wasm')) for (const net of names) for (const batch of numbers(values.batch)) rows.push(...(await compare(net, batch, numbers(values.threads), Number(values.rounds))));
const onGpu = (['webgpu', 'webgl'] as const).filter((backend) => backends.includes(backend));
if (onGpu.length > 0) rows.push(...(await gpuRows({ nets: names.map((name) => ({ name, program: programNamed(name) })), backends: onGpu, batches: numbers(values.batch), rounds: Number(values.rounds) })));

const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
if (values.json) {
  console.log(JSON.stringify({ machine }));
  console.log(JSON.stringify({ rows }));
} else {
  console.log(machine);
  console.log('net | back end | batch | threads | ours, ms/image | PyTorch (wasm) or TensorFlow.js fit, ms/image | ratio | ours, processor ms/image | theirs, processor ms/image | ratio');
  for (const own of rows.filter((row) => row.variant === 'ours')) {
    const other = rows.find((row) => row.variant === (own.backend === 'wasm' ? 'pytorch' : 'stock') && row.net === own.net && row.batch === own.batch && row.threads === own.threads && (own.backend === 'wasm' || row.backend === own.backend));
    // The ratio is the median of those of the rounds, in each of which both ran one after the other.
    const ratio = other === undefined ? null : median(own.rounds.map((time, round) => time / other.rounds[round]));
    const [work, otherWork] = [own.processorMsPerImage, other?.processorMsPerImage ?? null];
    const shown = (value: number | null): string => value?.toFixed(2) ?? 'not measured';
    console.log([own.net, own.backend, own.batch, own.threads, shown(own.msPerImage), shown(other?.msPerImage ?? null), shown(ratio), shown(work), shown(otherWork), shown(work === null || otherWork === null ? null : work / otherWork)].join(' | '));
  }
}
