/** All that an executor will do, planned before anything is allocated: its passes, its updates, its bytes. */
import type { Program } from '@/lib/graph/program';
import type { ExecutorMemory } from './executor';
import type { Sequence } from './machine';
import { planUpdates, UPDATES, type PlannedUpdates } from './optimizer';
import { planProgram, shareProgram, type ProgramPlan } from './plan/program-plan';
import { Scheduler } from './plan/schedule';
import type { Numerics } from './wasm/function-builder';
import { ModuleBuilder } from './wasm/module-builder';

export type ExecutorPlan = { readonly plan: ProgramPlan; readonly updates: PlannedUpdates; readonly module: ModuleBuilder };

export function planExecutor(program: Program, batchSize: number, threads: number, numerics: Numerics): ExecutorPlan {
  const module = new ModuleBuilder(numerics);
  const shared = shareProgram(program, batchSize, module);
  const updates = planUpdates(module, shared.weights, shared.control);
  return { plan: planProgram(shared, threads), updates, module };
}

/** Bytes that an executor of this program would take, known before anything is allocated. */
export function planMemory(program: Program, batchSize: number, threads = 1): ExecutorMemory {
  return memoryOf(planExecutor(program, batchSize, threads, 'simd').plan);
}

export function memoryOf({ bytes, totalBytes }: ProgramPlan): ExecutorMemory {
  return { weightBytes: bytes.weights, activationBytes: bytes.activations + bytes.work, optimizerBytes: bytes.optimizer, totalBytes };
}

export function sequencesOf({ plan, updates }: ExecutorPlan): readonly Sequence[] {
  const nothing = new Map();
  const passes = plan.passes.flatMap(({ name, pass, lives }) => [
    { name, schedule: pass.step, lives },
    { name: `${name}Update`, schedule: pass.update, lives },
  ]);
  const ofUpdates = UPDATES.map((name) => {
    const schedule = new Scheduler();
    schedule.add(updates.parts[name]);
    return { name, schedule, lives: nothing };
  });
  return [...passes, ...ofUpdates];
}
