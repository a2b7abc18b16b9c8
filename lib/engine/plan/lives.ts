/** How long each temporary buffer lives, and which tensors never leave one pipeline, so that a chunk of them for each thread is enough. */
import { aligned } from './memory-plan';
import type { Buffer } from './buffer';
import { allCalls } from './part';
import type { Pipeline, Scheduler } from './schedule';

export type Life = { readonly buffer: Buffer; first: number; last: number; /** Images of a thread's own chunk, if that is all there is of it. */ chunkImages: number | null };

type Seen = Life & { pipeline: Pipeline | null };

/** Lives of the buffers that are not permanent, in moments: the stages of the segments, counted through. `kept` ones live to the end. */
export function livesOf(segments: readonly Scheduler[], kept: ReadonlySet<Buffer>): readonly Life[] {
  const lives = new Map<Buffer, Seen>();
  let moment = 0;
  for (const { stages } of segments) {
    for (const { pipelines } of stages) {
      for (const pipeline of pipelines) visit(pipeline, moment, lives);
      moment++;
    }
  }
  return [...lives.values()].map((life) => {
    const { buffer, first, last, pipeline } = life;
    if (kept.has(buffer)) return { buffer, first: 0, last: moment, chunkImages: null };
    return { buffer, first, last, chunkImages: pipeline === null || buffer.perThread ? null : pipeline.chunkImages };
  });
}

function visit(pipeline: Pipeline, moment: number, lives: Map<Buffer, Seen>): void {
  for (const part of pipeline.parts) {
    const inner = new Set(part.calls);
    for (const call of allCalls(part)) {
      for (const argument of call.arguments) {
        if (argument.kind !== 'address' || argument.buffer.permanent) continue;
        const { buffer, step } = argument;
        const life = lives.get(buffer) ?? { buffer, first: moment, last: moment, chunkImages: null, pipeline };
        life.last = moment;
        if (life.pipeline !== pipeline || step !== 'image' || part.split.kind !== 'images' || !inner.has(call)) life.pipeline = null;
        lives.set(buffer, life);
      }
    }
  }
}

/** Bytes of one thread's copy. */
export function threadBytes({ buffer, chunkImages }: Life): number {
  return aligned(chunkImages === null ? buffer.bytes : chunkImages * (buffer.imageBytes ?? 0));
}

/** Bytes of the buffer as it is placed, for so many threads. */
export function placedBytes(life: Life, threads: number): number {
  return life.buffer.perThread || life.chunkImages !== null ? threads * threadBytes(life) : life.buffer.bytes;
}
