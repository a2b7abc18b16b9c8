/** What the user wants of a running loop: go on, pause, one step, stop. Requests come at any time, the loop asks between steps. */

export type LoopControl = {
  readonly pause: () => void;
  readonly resume: () => void;
  /** One more step while paused. */
  readonly singleStep: () => void;
  /** Final. */
  readonly stop: () => void;
  readonly mode: () => 'running' | 'paused' | 'stopped';
  /** Grows with every pause, resume and stop, so that the loop can acknowledge those that came and went between two steps. */
  readonly revision: () => number;
  /** Takes one of the single steps asked for, if there is one. */
  readonly takeStep: () => boolean;
  /** Settles at the next request. */
  readonly changed: () => Promise<void>;
};

export function createLoopControl(paused = false): LoopControl {
  let mode: 'running' | 'paused' | 'stopped' = paused ? 'paused' : 'running';
  let steps = 0;
  let revision = 0;
  let waiting: (() => void)[] = [];

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const settle of woken) settle();
  }
  function turn(next: 'running' | 'paused' | 'stopped'): void {
    if (mode === 'stopped') return;
    mode = next;
    steps = 0;
    revision++;
    wake();
  }
  return {
    pause: () => turn('paused'),
    resume: () => turn('running'),
    singleStep: () => {
      if (mode !== 'paused') return;
      steps++;
      wake();
    },
    stop: () => turn('stopped'),
    mode: () => mode,
    revision: () => revision,
    takeStep: () => {
      if (steps === 0) return false;
      steps--;
      return true;
    },
    changed: () => new Promise((settle) => waiting.push(settle)),
  };
}
