/** A line of the table of training speeds. */

export type Row = {
  readonly net: string;
  readonly backend: 'wasm' | 'webgpu' | 'webgl' | 'pytorch';
  readonly threads: number;
  readonly batch: number;
  readonly variant: 'ours' | 'stock' | 'pytorch';
  /** Median of the rounds, by the clock. */
  readonly msPerImage: number;
  /** Milliseconds an image of every round, the cold first one left out. */
  readonly rounds: readonly number[];
  /** Median of the time of all processors: what the step costs where others use the machine, too; null where a browser computes. */
  readonly processorMsPerImage: number | null;
};

export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** A row of a graphics device, which is not split into threads that we know of. */
export function gpuRow(row: Pick<Row, 'net' | 'backend' | 'batch' | 'variant' | 'rounds'>): Row {
  return { ...row, threads: 1, msPerImage: median(row.rounds), processorMsPerImage: null };
}
