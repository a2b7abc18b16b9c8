/** What a line plot is given: plain columns of numbers with a name and a colour; it knows nothing of runs. */

export type PlotSeries = {
  readonly id: string;
  readonly name: string;
  /** A colour of the tokens, such as `var(--run-1)`. */
  readonly color: string;
  /** Ascending. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** The values before smoothing, drawn faintly under the line. */
  readonly raw?: readonly number[];
  /** `points` marks each value by a circle, for curves with few of them. */
  readonly look: 'line' | 'points' | 'faint';
  /** Dash of the line, which tells seeds apart. */
  readonly dash?: string;
};

export type PlotEvent = { readonly x: number; readonly label: string };

/** Series that are named and listed; faint ones are the background. */
export function foreground(series: readonly PlotSeries[]): readonly PlotSeries[] {
  return series.filter((one) => one.look !== 'faint' && one.x.length > 0);
}
