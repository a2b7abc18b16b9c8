/** The only way into TensorFlow.js: sets the back end of an adapter and makes executors on it. Loaded when a GPU is used. */
import * as tf from '@tensorflow/tfjs';
import type { Executor, ExecutorOptions } from '@/lib/engine/executor';
import type { Program } from '@/lib/graph/program';
import type { Adapter } from '../adapters';
import type { Tuning } from '../open-device';
import type { ShaderContext } from '../webgpu/layers';
import { createTfjsExecutor } from './executor';

/** Our shaders for the net, on WebGPU alone. */
async function shadersFor(adapter: Adapter, program: Program, batchSize: number, tuning: Tuning | undefined): Promise<ShaderContext | null> {
  if (adapter.backend !== 'webgpu') return null;
  const { openShaders } = await import('../webgpu/open');
  return openShaders(adapter.name, program, batchSize, tuning);
}

/** Throws where the back end does not start. */
export async function openTfjsExecutor(adapter: Adapter, program: Program, options: ExecutorOptions, tuning?: Tuning): Promise<Executor> {
  if (adapter.backend === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (tf.getBackend() !== adapter.backend && !(await tf.setBackend(adapter.backend))) throw new Error(`TensorFlow.js cannot use ${adapter.backend}.`);
  await tf.ready();
  const shaders = await shadersFor(adapter, program, options.batchSize, tuning);
  return createTfjsExecutor(program, options, { backend: adapter.backend, threads: 1, numerics: 'gpu', adapter: adapter.name, software: adapter.software }, shaders);
}
