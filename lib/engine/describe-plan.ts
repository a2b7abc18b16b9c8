/** A plan as data for people and for `--json`: what runs in which stage by which algorithm, what was fused, and what memory goes for. */
import type { Program } from '@/lib/graph/program';
import type { SlowReason } from './kernels/convolution-cost';
import { planExecutor } from './plan-executor';
import type { MemoryUse } from './plan/buffer';
import { placedBytes } from './plan/lives';
import type { PassName, PlacedPass } from './plan/program-plan';
import type { Node } from './plan/rewrite';
import type { Work } from './plan/work';

export type DescribedPart = { readonly path: string; readonly does: Work; readonly algorithm: string | null; readonly multiplyAdds: number; readonly kernels: readonly string[] };

/** Parts that a chunk of images goes through together. */
export type DescribedPipeline = { readonly split: 'images' | 'range' | 'once'; readonly chunkImages: number | null; readonly parts: readonly DescribedPart[] };

export type DescribedBuffer = {
  readonly name: string;
  readonly use: MemoryUse;
  /** With all threads' copies. */
  readonly bytes: number;
  /** Stages of its first and last use. */
  readonly first: number;
  readonly last: number;
  /** It never leaves one pipeline: each thread has room for a chunk of it. */
  readonly chunkOnly: boolean;
};

export type DescribedFusion = { readonly calls: readonly string[]; readonly as: Exclude<Node['kind'], 'call'> };

export type DescribedPass = { readonly name: PassName; readonly fusions: readonly DescribedFusion[]; readonly stages: readonly (readonly DescribedPipeline[])[]; readonly buffers: readonly DescribedBuffer[] };

export type PlanDescription = {
  readonly batchSize: number;
  readonly threads: number;
  readonly bytes: Readonly<Record<MemoryUse, number>> & { readonly total: number };
  readonly passes: readonly DescribedPass[];
  /** Convolutions that stay far below what the machine can do, and why. */
  readonly slow: readonly { readonly path: string; readonly reason: SlowReason }[];
};

export function describePlan(program: Program, batchSize: number, threads: number): PlanDescription {
  const { plan } = planExecutor(program, batchSize, threads, 'simd');
  const slow = new Map<string, SlowReason>();
  for (const { pass } of plan.passes) {
    for (const { pipelines } of pass.step.stages) for (const { parts } of pipelines) for (const one of parts) if (one.slow !== null) slow.set(one.path, one.slow);
  }
  return {
    batchSize,
    threads,
    bytes: { ...plan.bytes, total: plan.totalBytes },
    passes: plan.passes.map((placed) => describePass(placed, threads)),
    slow: [...slow].map(([path, reason]) => ({ path, reason })),
  };
}

function describePass({ name, pass, lives }: PlacedPass, threads: number): DescribedPass {
  return {
    name,
    fusions: pass.nodes.flatMap(({ kind, calls }) => (kind === 'call' || calls.length === 1 ? [] : [{ calls: calls.map(({ path }) => path), as: kind }])),
    stages: [...pass.step.stages, ...pass.update.stages].map(({ pipelines }) =>
      pipelines.map(({ parts, chunkImages }): DescribedPipeline => {
        const { kind } = parts[0].split;
        return {
          split: kind,
          chunkImages: kind === 'images' ? chunkImages : null,
          parts: parts.map(({ path, does, algorithm, multiplyAdds, before, calls, after }) => ({
            path,
            does,
            algorithm,
            multiplyAdds,
            kernels: [...before, ...calls, ...after].map(({ kernel }) => kernel.kernelName),
          })),
        };
      }),
    ),
    buffers: [...lives.values()].map((life) => ({
      name: life.buffer.name,
      use: life.buffer.use,
      bytes: placedBytes(life, threads),
      first: life.first,
      last: life.last,
      chunkOnly: life.chunkImages !== null,
    })),
  };
}
