/** Runs the loop over a data set in Node and writes down what it says. */
import type { Dataset } from '@/lib/datasets/dataset';
import type { Executor } from '@/lib/engine/executor';
import type { Program } from '@/lib/graph/program';
import { initialWeights } from '@/lib/runs/initialize';
import type { Recipe } from '@/lib/runs/recipe';
import { recipeSchema } from '@/lib/runs/recipe';
import type { LoopControl } from '@/lib/training/control';
import { createLoopControl } from '@/lib/training/control';
import type { LoopEnd } from '@/lib/training/loop';
import { runTraining } from '@/lib/training/loop';
import { planTraining } from '@/lib/training/plan';
import type { Checkpoint, FromWorker } from '@/lib/training/protocol';

export type Setting = {
  readonly program: Program;
  readonly dataset: Dataset;
  readonly recipe: Recipe;
  readonly createExecutor: (program: Program, options: { batchSize: number; weights: Readonly<Record<string, Float32Array>> }) => Promise<Executor>;
  readonly resume?: Checkpoint;
  readonly best?: Checkpoint;
  readonly paused?: boolean;
  /** Called at each event, to steer. */
  readonly onEvent?: (event: FromWorker, control: LoopControl) => void;
};

export type Recorded = { readonly end: LoopEnd; readonly events: readonly FromWorker[]; readonly control: LoopControl };

export function recipe(changes: Readonly<Record<string, unknown>>): Recipe {
  return recipeSchema.parse({ epochs: 2, batchSize: 20, learningRate: 0.05, schedule: { kind: 'cosine' }, ...changes });
}

export async function record({ program, dataset, recipe: settings, createExecutor, resume, best, paused, onEvent }: Setting): Promise<Recorded> {
  const plan = planTraining(settings, dataset.training.count);
  if (!plan.ok) throw new Error(plan.problem.code);
  const executor = await createExecutor(program, { batchSize: settings.batchSize, weights: initialWeights(program, settings) });
  const control = createLoopControl(paused);
  const events: FromWorker[] = [];
  try {
    const end = await runTraining({
      run: 'r1',
      request: { programHash: 'hash', recipe: settings, resume, best },
      plan: plan.value,
      executor,
      dataset,
      control,
      emit: (event) => {
        events.push(event);
        onEvent?.(event, control);
      },
      now: () => performance.now(),
      breathe: () => new Promise((settle) => setImmediate(settle)),
    });
    return { end, events, control };
  } finally {
    executor.dispose();
  }
}

export function eventsOf<Type extends FromWorker['type']>(events: readonly FromWorker[], type: Type): readonly Extract<FromWorker, { readonly type: Type }>[] {
  return events.filter((event): event is Extract<FromWorker, { readonly type: Type }> => event.type === type);
}
