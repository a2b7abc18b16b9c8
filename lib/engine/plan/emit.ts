/** Makes WebAssembly of a schedule: a function for each stage, in which every thread runs its share of the calls. */
import { assertNever } from '@/lib/util/assert-never';
import { f32, i32, type Code, type Local, type ValueType } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import type { Buffer } from './buffer';
import { CONTROL } from './control';
import { threadBytes, type Life } from './lives';
import { MAXIMUM_GROUPS, type Argument, type Call, type Part, type Split } from './part';
import type { Pipeline, Scheduler } from './schedule';

export type Emission = { readonly module: ModuleBuilder; readonly control: Buffer; readonly schedule: Scheduler; readonly lives: ReadonlyMap<Buffer, Life> };

/** Where in a batch a call stands. */
type Place = {
  readonly thread: Code<'i32'>;
  readonly images: Code<'i32'>;
  readonly first: Code<'i32'>;
  readonly count: Code<'i32'>;
  readonly chunk: Code<'i32'>;
  readonly group: Code<'i32'>;
};

const ZERO = i32.constant(0);

function times(value: Code<'i32'>, factor: number): Code<'i32'> {
  if (factor === 0) return ZERO;
  return factor === 1 ? value : i32.multiply(value, i32.constant(factor));
}

function ceilingDivide(value: Code<'i32'>, divisor: number): Code<'i32'> {
  return divisor === 1 ? value : i32.divideUnsigned(i32.add(value, i32.constant(divisor - 1)), i32.constant(divisor));
}

function minimum(a: Local<'i32'>, b: Code<'i32'>): Code<'i32'> {
  return i32.select(a, b, i32.lessThan(a, b));
}

/** The stages of a schedule as kernels of one i32, the thread. */
export function emitStages(name: string, emission: Emission): readonly Kernel[] {
  return emission.schedule.stages.map(({ pipelines }, index) =>
    emission.module.kernel(`${name}_${index}`, (f) => {
      const thread = f.parameter('i32');
      const emitter = new StageEmitter(f, thread, emission);
      pipelines.forEach((pipeline, ordinal) => emitter.pipeline(pipeline, ordinal));
    }),
  );
}

class StageEmitter {
  private readonly images: Local<'i32'>;
  private readonly threads: Local<'i32'>;

  constructor(
    private readonly f: FunctionBuilder,
    private readonly thread: Local<'i32'>,
    private readonly emission: Emission,
  ) {
    this.images = f.let(i32.load(this.controlAt(CONTROL.images)));
    this.threads = f.let(i32.load(this.controlAt(CONTROL.threads)));
  }

  pipeline(pipeline: Pipeline, ordinal: number): void {
    const { split } = pipeline.parts[0];
    switch (split.kind) {
      case 'images':
        this.chunks(pipeline);
        return;
      case 'range':
        this.range(pipeline.parts[0], split);
        return;
      case 'once':
        this.f.if(i32.equal(this.thread, i32.remainderUnsigned(i32.constant(ordinal), this.threads)), () => this.calls(pipeline.parts[0].calls, this.nowhere()));
        return;
      default:
        assertNever(split);
    }
  }

  private controlAt(offset: number): Code<'i32'> {
    return i32.constant(this.emission.control.address + offset);
  }

  private nowhere(): Place {
    return { thread: this.thread, images: this.images, first: ZERO, count: this.images, chunk: ZERO, group: ZERO };
  }

  /** This thread's run of `total` items, to `first` and `end`. */
  private share(total: Code<'i32'>): { readonly first: Local<'i32'>; readonly end: Local<'i32'> } {
    const { f, thread, threads } = this;
    const items = f.let(total);
    const first = f.let(i32.divideUnsigned(i32.multiply(items, thread), threads));
    const end = f.let(i32.divideUnsigned(i32.multiply(items, i32.add(thread, i32.constant(1))), threads));
    return { first, end };
  }

  private range(one: Part, { perImage, divisor, fixed }: Extract<Split, { readonly kind: 'range' }>): void {
    const { first, end } = this.share(i32.add(ceilingDivide(times(this.images, perImage), divisor), i32.constant(fixed)));
    this.f.if(i32.lessThan(first, end), () => this.calls(one.calls, { ...this.nowhere(), first, count: i32.subtract(end, first) }));
  }

  private chunks(pipeline: Pipeline): void {
    const { f, images } = this;
    const chunks = f.let(this.chunkCount(pipeline));
    const groups = f.let(this.groupCount(pipeline));
    const { first: group, end } = this.share(groups);
    const [chunk, chunkEnd, first, count] = [f.local('i32'), f.local('i32'), f.local('i32'), f.local('i32')];
    const place: Place = { thread: this.thread, images, first, count, chunk, group };
    const boundary = (of: Code<'i32'>): Code<'i32'> => i32.divideUnsigned(i32.multiply(chunks, of), groups);
    f.while(i32.lessThan(group, end), () => {
      for (const one of pipeline.parts) this.calls(one.before, place);
      f.set(chunk, boundary(group));
      f.set(chunkEnd, boundary(i32.add(group, i32.constant(1))));
      f.while(i32.lessThan(chunk, chunkEnd), () => {
        f.set(first, times(chunk, pipeline.chunkImages));
        f.set(count, i32.subtract(images, first));
        f.set(count, minimum(count, i32.constant(pipeline.chunkImages)));
        for (const one of pipeline.parts) this.calls(one.calls, place);
        f.advance(chunk, 1);
      });
      for (const one of pipeline.parts) this.calls(one.after, place);
      f.advance(group, 1);
    });
  }

  private chunkCount({ chunkImages }: Pipeline): Code<'i32'> {
    return ceilingDivide(this.images, chunkImages);
  }

  /** By the number of images alone, so that sums over groups don't depend on the number of threads. */
  private groupCount(pipeline: Pipeline): Code<'i32'> {
    const chunks = this.f.let(this.chunkCount(pipeline));
    if (pipeline.groupImages === null) return chunks;
    const groups = this.f.let(minimum(chunks, i32.constant(MAXIMUM_GROUPS)));
    this.f.set(groups, minimum(groups, i32.divideUnsigned(this.images, i32.constant(pipeline.groupImages))));
    this.f.set(groups, i32.select(groups, i32.constant(1), i32.greaterThan(groups, ZERO)));
    return groups;
  }

  private calls(calls: readonly Call[], place: Place): void {
    for (const { kernel, arguments: values } of calls) this.f.run(kernel, ...values.map((value) => this.value(value, place)));
  }

  private value(argument: Argument, place: Place): Code<ValueType> {
    switch (argument.kind) {
      case 'address':
        return this.address(argument, place);
      case 'integer':
        return i32.constant(argument.value);
      case 'float':
        return f32.constant(argument.value);
      case 'count':
        return times(place.count, argument.times);
      case 'first':
        return times(place.first, argument.times);
      case 'images':
        return times(place.images, argument.times);
      case 'chunks':
        return this.chunkCount(this.emission.schedule.pipeline(argument.of));
      case 'groups':
        return this.groupCount(this.emission.schedule.pipeline(argument.of));
      case 'chunkImages':
        return i32.constant(this.emission.schedule.pipeline(argument.of).chunkImages);
      case 'parameter':
        return argument.type === 'f32' ? f32.load(this.controlAt(argument.offset)) : i32.load(this.controlAt(argument.offset));
      default:
        return assertNever(argument);
    }
  }

  private address({ buffer, offset, step, stepBytes }: Extract<Argument, { readonly kind: 'address' }>, place: Place): Code<'i32'> {
    const base = i32.constant(buffer.address + offset);
    const life = this.emission.lives.get(buffer);
    if (life !== undefined && (buffer.perThread || life.chunkImages !== null)) return i32.add(base, times(place.thread, threadBytes(life)));
    switch (step) {
      case 'whole':
        return base;
      case 'image':
      case 'item':
        return i32.add(base, times(place.first, stepBytes));
      case 'chunk':
        return i32.add(base, times(place.chunk, stepBytes));
      case 'group':
        return i32.add(base, times(place.group, stepBytes));
      default:
        return assertNever(step);
    }
  }
}
