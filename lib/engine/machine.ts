/** A plan that runs: its module, its memory, and the threads that work on it together. */
import type { Buffer } from './plan/buffer';
import { CONTROL } from './plan/control';
import { emitDrive, END } from './plan/drive';
import { emitStages } from './plan/emit';
import type { Life } from './plan/lives';
import type { Scheduler } from './plan/schedule';
import type { StartThread, Thread } from './threads';
import type { ModuleBuilder } from './wasm/module-builder';

const PAGE_BYTES = 65536;
const MAXIMUM_PAGES = 65536;

/** Stages that are run one after the other, under a name. */
export type Sequence = { readonly name: string; readonly schedule: Scheduler; readonly lives: ReadonlyMap<Buffer, Life> };

export type MachineOptions = {
  readonly module: ModuleBuilder;
  readonly control: Buffer;
  readonly totalBytes: number;
  readonly sequences: readonly Sequence[];
  /** More than one only with a host that starts them. */
  readonly threads: number;
  readonly startThread: StartThread | null;
  /** The error of a memory that the host does not give. */
  tooLarge(bytes: number): Error;
};

export type Machine = {
  /** Threads that run, thread 0 included. */
  readonly threads: number;
  /** The memory; throws once the machine was disposed of. */
  buffer(): ArrayBufferLike;
  /** Runs a sequence's stages for so many images; `after` is called behind each with its number in the sequence. */
  run(name: string, images: number, after?: (stage: number) => void): void;
  /** Settles when no thread is left. */
  dispose(): Promise<void>;
};

export async function createMachine(options: MachineOptions): Promise<Machine> {
  const { module, control, totalBytes, sequences, startThread } = options;
  const pages = Math.ceil(totalBytes / PAGE_BYTES);
  if (pages > MAXIMUM_PAGES) throw options.tooLarge(totalBytes);
  const shared = options.threads > 1 && startThread !== null;
  const stages = sequences.map(({ name, schedule, lives }) => emitStages(name, { module, control, schedule, lives }));
  const starts = new Map<string, readonly number[]>();
  let next = 0;
  sequences.forEach(({ name }, index) => starts.set(name, stages[index].map(() => next++)));
  module.setTable(stages.flat());
  const { run } = emitDrive(module, control, shared ? options.threads : 1);
  const compiled = await WebAssembly.compile(module.assemble(shared ? pages : null));
  let memory: WebAssembly.Memory | null = allocate(options, pages, shared);
  module.link(await WebAssembly.instantiate(compiled, { engine: { memory } }));
  const words = new Int32Array(memory.buffer, control.address, CONTROL.parameters / 4);
  const helpers = shared && startThread !== null ? await startHelpers(startThread, compiled, memory, control.address, options.threads) : [];
  words[CONTROL.threads / 4] = helpers.length + 1;

  function live(): WebAssembly.Memory {
    if (memory === null) throw new Error('The executor was disposed of.');
    return memory;
  }

  return {
    threads: helpers.length + 1,
    buffer: () => live().buffer,
    run(name, images, after) {
      live();
      words[CONTROL.images / 4] = images;
      starts.get(name)?.forEach((stage, index) => {
        run(stage);
        if (words[CONTROL.failed / 4] !== 0) throw new Error(`A thread failed in stage ${index} of ${name}.`);
        after?.(index);
      });
    },
    async dispose() {
      if (memory === null) return;
      memory = null;
      module.unlink();
      if (helpers.length === 0) return;
      words[CONTROL.stage / 4] = END;
      Atomics.add(words, CONTROL.generation / 4, 1);
      Atomics.notify(words, CONTROL.generation / 4);
      await Promise.all(helpers.map(({ ended }) => ended));
    },
  };
}

function allocate({ totalBytes, tooLarge }: MachineOptions, pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(totalBytes);
    throw error;
  }
}

/** All helpers or none: a host that gives too few threads gets the same bits from one. */
async function startHelpers(start: StartThread, module: WebAssembly.Module, memory: WebAssembly.Memory, control: number, threads: number): Promise<readonly Thread[]> {
  const tasks = Array.from({ length: threads - 1 }, (_, index) => start({ module, memory, thread: index + 1, failed: control + CONTROL.failed, arrived: control + CONTROL.arrived }));
  const started = await Promise.allSettled(tasks);
  const helpers = started.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (helpers.length === threads - 1) return helpers;
  for (const helper of helpers) helper.terminate();
  return [];
}
