/** A line of the table of training speeds. */

export type TrainingRow = {
  readonly net: string;
  readonly backend: string;
  readonly threads: number;
  readonly batch: number;
  readonly variant: 'ours' | 'stock' | 'composed' | 'pytorch';
  /** Median of the rounds. */
  readonly msPerImage: number;
  /** Milliseconds an image of every round, the cold first one left out. */
  readonly rounds: readonly number[];
};

export function trainingRow(row: Omit<TrainingRow, 'msPerImage'>): TrainingRow {
  const sorted = [...row.rounds].sort((a, b) => a - b);
  return { ...row, msPerImage: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN };
}
