/** Values inside a net for one batch: a machine of its own without fusions, in which every value stays, and which is gone afterwards. */
import type { Program } from '@/lib/graph/program';
import { sizeOf } from '@/lib/graph/shape';
import { engineError } from './engine-error';
import type { Batch, Weights } from './executor';
import { createMachine } from './machine';
import { planProbe, shareProgram } from './plan/program-plan';
import type { Numerics } from './wasm/function-builder';
import { ModuleBuilder } from './wasm/module-builder';

export type ProbeOptions = { readonly training: boolean; readonly numerics: Numerics };

/** Outputs of the named calls, each [size, …outputShape]; `training` chooses the mode of batch normalisation and dropout. */
export async function probe(program: Program, weights: Weights, batch: Batch, paths: readonly string[], { training, numerics }: ProbeOptions): Promise<Readonly<Record<string, Float32Array>>> {
  const module = new ModuleBuilder(numerics);
  const plan = planProbe(shareProgram(program, batch.size, module), training);
  const [{ pass, lives, name }] = plan.passes;
  const machine = await createMachine({ module, control: plan.control, totalBytes: plan.totalBytes, sequences: [{ name, schedule: pass.step, lives }], threads: 1, startThread: null, tooLarge: (bytes) => engineError('engineTooLarge', { megabytes: Math.ceil(bytes / 1e6), fits: 0 }) });
  const floats = (address: number, count: number): Float32Array => new Float32Array(machine.buffer(), address, count);
  const { weights: flat } = plan;
  for (const { key, offset, floats: count } of flat.trainable) floats(flat.weights.address + offset, count).set(weights[key]);
  for (const { key, offset, floats: count } of flat.fixed) floats(flat.fixedWeights.address + offset, count).set(weights[key]);
  floats(plan.images.address, batch.size * plan.imageFloats).set(batch.images.subarray(0, batch.size * plan.imageFloats));
  pass.beforePass({ seed: 0, step: 0 }, { integer: (offset, value) => void (new Int32Array(machine.buffer(), plan.control.address + offset, 1)[0] = value) });
  machine.run(name, batch.size);
  const outputs: Record<string, Float32Array> = {};
  for (const { path, outputShape } of program.layers) {
    const value = pass.values.get(path);
    if (paths.includes(path) && value !== undefined) outputs[path] = floats(value.address, batch.size * sizeOf(outputShape)).slice();
  }
  await machine.dispose();
  return outputs;
}
