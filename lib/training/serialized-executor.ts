/** An executor that does one thing after the other, so that a prediction can be asked for while a step is under way. */
import type { Executor } from '@/lib/engine/executor';

export function serializedExecutor(executor: Executor): Executor {
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work, work);
    last = result.catch(() => undefined);
    return result;
  }
  return {
    device: executor.device,
    program: executor.program,
    batchSize: executor.batchSize,
    classes: executor.classes,
    step: (batch, settings) => inTurn(() => executor.step(batch, settings)),
    evaluate: (batch) => inTurn(() => executor.evaluate(batch)),
    gradients: (batch, settings) => inTurn(() => executor.gradients(batch, settings)),
    tap: (batch, paths, training) => inTurn(() => executor.tap(batch, paths, training)),
    state: () => inTurn(() => executor.state()),
    load: (state) => inTurn(() => executor.load(state)),
    memory: () => executor.memory(),
    dispose: () => executor.dispose(),
  };
}
