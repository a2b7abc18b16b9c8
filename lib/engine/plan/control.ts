/** The block of memory by which the executor steers: what the threads agree on, and numbers that change from step to step. */
import { wholeBuffer, type Buffer } from './buffer';

/** Byte offsets. Words that one thread writes and another waits for have cache lines of their own. */
export const CONTROL = {
  /** Counts the stages that were started. */
  generation: 0,
  /** Helpers that have finished the stage. */
  arrived: 64,
  /** The stage to run; −1 ends the helpers. */
  stage: 128,
  threads: 132,
  images: 136,
  /** Not 0 once a helper has failed. */
  failed: 140,
  parameters: 192,
};

const PARAMETER_BYTES = 4;

/** Hands out parameters; the block is as long as they need. */
export class ControlBlock {
  private parameters = 0;
  readonly buffer: Buffer;

  constructor() {
    const count = () => this.parameters;
    this.buffer = {
      ...wholeBuffer('control', 'work', 0, true),
      get bytes() {
        return CONTROL.parameters + count() * PARAMETER_BYTES;
      },
    };
  }

  /** Byte offset of a new parameter. */
  parameter(): number {
    return CONTROL.parameters + this.parameters++ * PARAMETER_BYTES;
  }
}
