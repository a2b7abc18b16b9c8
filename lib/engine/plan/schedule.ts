/**
 * Puts parts into stages. Threads meet between stages only. Parts that follow each other image by image become one pipeline:
 * a chunk of images goes through all of them while it lies in the cache, and needs no barrier in between.
 */
import type { Buffer } from './buffer';
import { allCalls, type Part } from './part';

export type Pipeline = { readonly parts: Part[]; chunkImages: number; flexible: boolean; groupImages: number | null; cachedBytes: number };

/** Pipelines share no buffer that one of them writes. */
export type Stage = { readonly pipelines: Pipeline[] };

/** Packed weights that a pipeline may go through for each chunk. */
const PIPELINE_CACHE_BYTES = 384 * 1024;
/** A part whose chunk is larger than the pipeline's by more than this would lose more than the cache gives. */
const CHUNK_RATIO = 2;

/** The last stage in which a buffer was read or written, and the pipelines there that did. */
type Seen = { readonly stage: number; readonly pipelines: Set<Pipeline> };

type Use = { readonly writes: boolean; readonly byImage: boolean };

function usesOf(one: Part): ReadonlyMap<Buffer, Use> {
  const uses = new Map<Buffer, Use>();
  const outside = new Set([...one.before, ...one.after]);
  for (const call of allCalls(one)) {
    for (const argument of call.arguments) {
      if (argument.kind !== 'address' || argument.buffer.perThread) continue;
      const known = uses.get(argument.buffer);
      const byImage = one.split.kind === 'images' && argument.step === 'image' && !outside.has(call);
      uses.set(argument.buffer, { writes: (known?.writes ?? false) || argument.access === 'write', byImage: (known?.byImage ?? true) && byImage });
    }
  }
  return uses;
}

export class Scheduler {
  readonly stages: Stage[] = [];
  private readonly uses = new Map<Part, ReadonlyMap<Buffer, Use>>();
  private readonly pipelineOf = new Map<Part, Pipeline>();
  private readonly reads = new Map<Buffer, Seen>();
  private readonly writes = new Map<Buffer, Seen>();

  add(one: Part): void {
    const uses = usesOf(one);
    this.uses.set(one, uses);
    const obstacle = this.lastObstacle(uses);
    if (obstacle !== null && obstacle.pipelines.length === 1 && this.joins(one, uses, obstacle.pipelines[0])) {
      this.join(one, obstacle.pipelines[0], obstacle.stage);
      return;
    }
    const earliest = obstacle === null ? 0 : obstacle.stage + 1;
    const stage = one.early ? earliest : Math.max(earliest, this.stages.length - 1, 0);
    if (stage >= this.stages.length) this.stages.push({ pipelines: [] });
    const pipeline: Pipeline = { parts: [], chunkImages: Infinity, flexible: true, groupImages: null, cachedBytes: 0 };
    this.stages[stage].pipelines.push(pipeline);
    this.join(one, pipeline, stage);
  }

  /** The pipeline that a part came into. */
  pipeline(one: Part): Pipeline {
    const found = this.pipelineOf.get(one);
    if (found === undefined) throw new Error(`${one.path} ${one.does} is in no stage.`);
    return found;
  }

  private join(one: Part, pipeline: Pipeline, stage: number): void {
    pipeline.parts.push(one);
    for (const [buffer, { writes }] of this.usesOfPart(one)) {
      const seen = writes ? this.writes : this.reads;
      const known = seen.get(buffer);
      if (known?.stage === stage) known.pipelines.add(pipeline);
      else if (known === undefined || known.stage < stage) seen.set(buffer, { stage, pipelines: new Set([pipeline]) });
    }
    this.pipelineOf.set(one, pipeline);
    if (one.split.kind !== 'images') return;
    const { chunkImages, flexible, groupImages } = one.split;
    if (pipeline.flexible === flexible) pipeline.chunkImages = Math.min(pipeline.chunkImages, chunkImages);
    else if (pipeline.flexible) pipeline.chunkImages = chunkImages;
    pipeline.flexible &&= flexible;
    if (groupImages !== null) pipeline.groupImages = Math.max(pipeline.groupImages ?? 0, groupImages);
    pipeline.cachedBytes += one.cachedBytes;
  }

  /** The last stage whose parts must be done first, and its pipelines that stand in the way. */
  private lastObstacle(uses: ReadonlyMap<Buffer, Use>): { readonly stage: number; readonly pipelines: readonly Pipeline[] } | null {
    const met = [...uses].flatMap(([buffer, { writes }]) => [this.writes.get(buffer), writes ? this.reads.get(buffer) : undefined]).filter((seen) => seen !== undefined);
    if (met.length === 0) return null;
    const stage = Math.max(...met.map((seen) => seen.stage));
    return { stage, pipelines: [...new Set(met.filter((seen) => seen.stage === stage).flatMap((seen) => [...seen.pipelines]))] };
  }

  private joins(one: Part, uses: ReadonlyMap<Buffer, Use>, pipeline: Pipeline): boolean {
    if (one.split.kind !== 'images' || pipeline.parts[0].split.kind !== 'images') return false;
    if (!one.split.flexible && !pipeline.flexible) {
      const [small, large] = [pipeline.chunkImages, one.split.chunkImages].sort((a, b) => a - b);
      if (large > small * CHUNK_RATIO || pipeline.cachedBytes + one.cachedBytes > PIPELINE_CACHE_BYTES) return false;
    }
    return pipeline.parts.every((other) =>
      [...this.usesOfPart(other)].every(([buffer, use]) => {
        const mine = uses.get(buffer);
        return mine === undefined || !(mine.writes || use.writes) || (mine.byImage && use.byImage);
      }),
    );
  }

  private usesOfPart(one: Part): ReadonlyMap<Buffer, Use> {
    return this.uses.get(one) ?? new Map<Buffer, Use>();
  }
}

/** Chunks of a batch in this pipeline. */
export function chunkCount(pipeline: Pipeline, images: number): number {
  return Math.ceil(images / pipeline.chunkImages);
}
