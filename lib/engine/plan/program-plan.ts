/** Lays a program out for one batch size: permanent buffers, passes, and the lives and places of all that is temporary. */
import type { Program } from '@/lib/graph/program';
import { sizeOf } from '@/lib/graph/shape';
import type { ModuleBuilder } from '../wasm/module-builder';
import { imageBuffer, type Buffer, type MemoryUse } from './buffer';
import { ControlBlock } from './control';
import { livesOf, placedBytes, type Life } from './lives';
import { aligned, FIRST_ADDRESS, placeBehind, placeByLives, type Lived } from './memory-plan';
import { planPass, type Pass, type Shared } from './pass';
import { flatWeights, type FlatWeights } from './weights';

export type PassName = 'training' | 'evaluation' | 'probe';

/** A pass with the lives of its buffers. */
export type PlacedPass = { readonly name: PassName; readonly pass: Pass; readonly lives: ReadonlyMap<Buffer, Life> };

export type ProgramPlan = {
  readonly passes: readonly PlacedPass[];
  readonly control: Buffer;
  readonly weights: FlatWeights;
  readonly images: Buffer;
  readonly imageFloats: number;
  readonly labels: Buffer;
  readonly probabilities: Buffer;
  readonly classes: number;
  readonly totalBytes: number;
  readonly bytes: Readonly<Record<MemoryUse, number>>;
};

/** What the passes of a program for batches of up to so many images have in common. */
export function shareProgram(program: Program, batchSize: number, module: ModuleBuilder): Shared {
  if (program.inputs.length !== 1 || program.outputs.length !== 1) throw new Error('The engine takes programs with one input and one output.');
  const shapeOf = (path: string) => {
    const call = program.layers.find((layer) => layer.path === path);
    if (call === undefined) throw new Error(`The program has no call ${path}.`);
    return sizeOf(call.outputShape);
  };
  const classes = shapeOf(program.outputs[0]);
  return {
    program,
    batchSize,
    module,
    control: new ControlBlock(),
    weights: flatWeights(program),
    images: imageBuffer('images', shapeOf(program.inputs[0]), batchSize, true),
    labels: imageBuffer('labels', 1, batchSize, true),
    probabilities: imageBuffer('probabilities', classes, batchSize, true),
    classes,
  };
}

/** A training pass and an evaluation pass, which use the same bytes in turn. */
export function planProgram(shared: Shared, threads: number): ProgramPlan {
  const passes = [
    { name: 'training' as const, pass: planPass(shared, { training: true, fusions: 'training', loss: true }) },
    { name: 'evaluation' as const, pass: planPass(shared, { training: false, fusions: 'evaluation', loss: true }) },
  ];
  return place(shared, passes, new Set(), threads);
}

/** A forward pass without fusions on one thread, in which every value stays. */
export function planProbe(shared: Shared, training: boolean): ProgramPlan {
  const pass = planPass(shared, { training, fusions: 'none', loss: false });
  return place(shared, [{ name: 'probe', pass }], new Set(pass.values.values()), 1);
}

type Named = { readonly name: PassName; readonly pass: Pass };

function place(shared: Shared, named: readonly Named[], kept: ReadonlySet<Buffer>, threads: number): ProgramPlan {
  const { control, weights, images, labels, probabilities, classes } = shared;
  const totals = named.flatMap(({ pass }) => (pass.totals === null ? [] : [pass.totals.buffer]));
  const permanent: readonly Buffer[] = [control.buffer, weights.weights, weights.fixedWeights, weights.gradients, ...weights.slots, images, labels, probabilities, ...totals];
  const bytes: Record<MemoryUse, number> = { weights: 0, optimizer: 0, activations: 0, work: 0 };
  for (const buffer of permanent) bytes[buffer.use] += aligned(buffer.bytes);
  const start = placeBehind(permanent, FIRST_ADDRESS);
  let end = start;
  let fullest: PassUse = { activations: 0, work: 0 };
  const passes = named.map(({ name, pass }): PlacedPass => {
    const lives = livesOf([pass.step, pass.update], kept);
    const placed = lives.map((life) => lived(life, threads));
    const passEnd = placeByLives(placed, start);
    if (passEnd >= end) {
      end = passEnd;
      fullest = useAtFullest(lives, threads);
    }
    return { name, pass, lives: new Map(lives.map((life) => [life.buffer, life])) };
  });
  // What the layout loses in gaps counts as work.
  bytes.activations += fullest.activations;
  bytes.work += end - start - fullest.activations;
  return { passes, control: control.buffer, weights, images, imageFloats: (images.imageBytes ?? 0) / 4, labels, probabilities, classes, totalBytes: end, bytes };
}

type PassUse = { readonly activations: number; readonly work: number };

/** What lives at the moment at which most bytes do, by use; chunks that threads keep for themselves are work. */
function useAtFullest(lives: readonly Life[], threads: number): PassUse {
  const moments = Math.max(0, ...lives.map(({ last }) => last + 1));
  const changes = Array.from({ length: moments + 1 }, () => ({ activations: 0, work: 0 }));
  for (const life of lives) {
    const use = life.buffer.use === 'activations' && life.chunkImages === null ? 'activations' : 'work';
    const bytes = aligned(placedBytes(life, threads));
    changes[life.first][use] += bytes;
    changes[life.last + 1][use] -= bytes;
  }
  let now: PassUse = { activations: 0, work: 0 };
  let fullest = now;
  for (const change of changes) {
    now = { activations: now.activations + change.activations, work: now.work + change.work };
    if (now.activations + now.work > fullest.activations + fullest.work) fullest = now;
  }
  return fullest;
}

function lived(life: Life, threads: number): Lived {
  return {
    bytes: placedBytes(life, threads),
    first: life.first,
    last: life.last,
    get address() {
      return life.buffer.address;
    },
    set address(value) {
      life.buffer.address = value;
    },
  };
}
