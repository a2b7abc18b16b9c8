/**
 * The two functions by which threads run stages together. Thread 0 calls `run`; each helper sits in `work` until it is told to end.
 * A stage begins when its number is written and the generation moves on, and ends when every helper has arrived. Who waits spins for
 * some microseconds, since stages are short, and then sleeps.
 */
import { atomic, i32, type Code, type Local } from '../wasm/code';
import type { FunctionBuilder } from '../wasm/function-builder';
import type { Kernel, ModuleBuilder } from '../wasm/module-builder';
import { CONTROL } from './control';

/** Loads before a thread goes to sleep: about ten microseconds. */
const SPINS = 20_000;
const FOREVER = -1n;
/** Thread 0 looks up now and then, so that a helper that died without a word does not hold it for ever. */
const PATIENCE = 2_000_000_000n;

/** Stage number that ends the helpers. */
export const END = -1;

/** Leaves `value` with the word at `offset` once it differs from `old`, or after one long sleep. */
function awaitChange(f: FunctionBuilder, control: Code<'i32'>, offset: number, old: Code<'i32'>, value: Local<'i32'>, patience: bigint): void {
  const left = f.let(i32.constant(SPINS));
  f.set(value, atomic.load(control, offset));
  f.while(i32.and(i32.equal(value, old), i32.greaterThan(left, i32.constant(0))), () => {
    f.set(value, atomic.load(control, offset));
    f.advance(left, -1);
  });
  f.if(i32.equal(value, old), () => {
    f.drop(atomic.wait(control, offset, old, patience));
    f.set(value, atomic.load(control, offset));
  });
}

export type Drive = { readonly run: Kernel };

/** Declares `run(stage)`, and with helpers `work(thread, …)`; stages are numbered by their place in the module's table. */
export function emitDrive(module: ModuleBuilder, control: { readonly address: number }, threads: number): Drive {
  const at = (): Code<'i32'> => i32.constant(control.address);
  if (threads > 1) emitWork(module, at);
  return {
    run: module.kernel('run', (f) => {
      const stage = f.parameter('i32');
      if (threads === 1) {
        f.runFromTable(stage, i32.constant(0));
        return;
      }
      const helpers = f.let(i32.subtract(i32.load(at(), CONTROL.threads), i32.constant(1)));
      f.if(i32.greaterThan(helpers, i32.constant(0)), () => {
        f.storeI32(at(), CONTROL.stage, stage);
        f.storeAtomic(at(), CONTROL.arrived, i32.constant(0));
        f.drop(atomic.add(at(), CONTROL.generation, i32.constant(1)));
        f.drop(atomic.wakeAll(at(), CONTROL.generation));
      });
      f.runFromTable(stage, i32.constant(0));
      const arrived = f.local('i32');
      const seen = f.local('i32');
      f.while(i32.lessThan(arrived, helpers), () => {
        awaitChange(f, at(), CONTROL.arrived, seen, arrived, PATIENCE);
        f.set(seen, arrived);
        f.if(i32.load(at(), CONTROL.failed), () => f.return());
      });
    }),
  };
}

/** `work(thread)` returns when the stage to run is `END`. */
function emitWork(module: ModuleBuilder, at: () => Code<'i32'>): void {
  module.kernel('work', (f) => {
    const thread = f.parameter('i32');
    const seen = f.local('i32');
    const generation = f.local('i32');
    const going = f.let(i32.constant(1));
    f.while(going, () => {
      awaitChange(f, at(), CONTROL.generation, seen, generation, FOREVER);
      f.if(i32.isZero(i32.equal(generation, seen)), () => {
        f.set(seen, generation);
        const stage = f.let(i32.load(at(), CONTROL.stage));
        f.if(i32.lessThan(stage, i32.constant(0)), () => f.return());
        f.runFromTable(stage, thread);
        f.drop(atomic.add(at(), CONTROL.arrived, i32.constant(1)));
        f.drop(atomic.wakeAll(at(), CONTROL.arrived));
      });
    });
  });
}
