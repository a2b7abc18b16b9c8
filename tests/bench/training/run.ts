/**
 * `npm run bench:training [-- --net NAME --batch N --threads N --rounds N --json]`: whole training steps of the engine beside PyTorch on the same
 * machine with as many threads, in turn; the first round is dropped. All lists take several values behind commas.
 */
import { cpus } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { parseArgs } from 'node:util';
import type { Executor, StepSettings } from '@/lib/engine/executor';
import { startNodeThread } from '@/lib/engine/node/start-thread';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { randomBatch, randomWeights } from '../../unit/engine/programs';
import { DEFAULT_NETS, programNamed } from './nets';
import { startPyTorch, type Layout, type StepTime } from './pytorch';

type Row = {
  readonly net: string;
  readonly backend: 'wasm' | 'pytorch';
  readonly threads: number;
  readonly batch: number;
  readonly variant: 'ours' | 'pytorch';
  /** Median of the rounds, by the clock. */
  readonly msPerImage: number;
  readonly rounds: readonly number[];
  /** Median of the time of all processors: what the step costs where others use the machine, too. */
  readonly processorMsPerImage: number;
};

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

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

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
if (values.backend !== 'wasm') {
  say(`In Node there is the back end wasm only, not ${values.backend}.`);
  process.exit(2);
}
const rows: Row[] = [];
for (const net of values.net.split(';')) for (const batch of numbers(values.batch)) rows.push(...(await compare(net, batch, numbers(values.threads), Number(values.rounds))));

const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
if (values.json) {
  console.log(JSON.stringify({ machine }));
  console.log(JSON.stringify({ rows }));
} else {
  console.log(machine);
  console.log('net | batch | threads | ours, ms/image | PyTorch, ms/image | ratio | ours, processor ms/image | PyTorch, processor ms/image | ratio');
  for (const own of rows.filter((row) => row.variant === 'ours')) {
    const other = rows.find((row) => row.variant === 'pytorch' && row.net === own.net && row.batch === own.batch && row.threads === own.threads);
    // The ratio is the median of those of the rounds, in each of which both ran one after the other.
    const ratio = other === undefined ? 'not measured' : median(own.rounds.map((time, round) => time / other.rounds[round])).toFixed(2);
    const work = other === undefined ? 'not measured' : (own.processorMsPerImage / other.processorMsPerImage).toFixed(2);
    console.log([own.net, own.batch, own.threads, own.msPerImage.toFixed(2), other?.msPerImage.toFixed(2) ?? 'not measured', ratio, own.processorMsPerImage.toFixed(2), other?.processorMsPerImage.toFixed(2) ?? 'not measured', work].join(' | '));
  }
}
