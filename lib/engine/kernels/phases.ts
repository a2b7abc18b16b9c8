/**
 * The pixels of a strided convolution's input, sorted by which taps of the kernel reach them. Pixels of one phase take the same taps,
 * so their gradient is an ordinary convolution of the output's gradient with those taps, turned around: nothing is scattered.
 */

/** One axis of one phase. */
export type AxisPhase = {
  /** First tap of the phase, and how many there are, `strides` apart. */
  readonly tap: number;
  readonly taps: number;
  /** First input position of the phase, and how many there are, `strides` apart. */
  readonly first: number;
  readonly count: number;
  /** Where the first position's window starts in the padded gradient of the output. */
  readonly window: number;
};

export type AxisPhases = { readonly before: number; readonly behind: number; readonly phases: readonly AxisPhase[] };

type Axis = { readonly side: number; readonly outputSide: number; readonly kernelSize: number; readonly strides: number; readonly margin: number };

/** The phases of an axis that hold positions; the output's gradient wants zeros `before` and `behind`. */
export function axisPhases({ side, outputSide, kernelSize, strides, margin }: Axis): AxisPhases {
  const before = Math.ceil(kernelSize / strides) - 1;
  const lastOutput = Math.floor((side - 1 + margin) / strides);
  const phases = Array.from({ length: strides }, (_, phase): AxisPhase => {
    const first = (((phase - margin) % strides) + strides) % strides;
    const taps = Math.max(0, Math.ceil((kernelSize - phase) / strides));
    return { tap: phase, taps, first, count: Math.max(0, Math.ceil((side - first) / strides)), window: (first + margin - phase) / strides - (taps - 1) + before };
  });
  return { before, behind: Math.max(0, lastOutput - (outputSide - 1)), phases: phases.filter(({ count }) => count > 0) };
}
