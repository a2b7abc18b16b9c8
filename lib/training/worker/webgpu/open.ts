/** Readies our shaders for a net on the WebGPU back end that is set. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Program } from '@/lib/graph/program';
import type { Tunings } from '../../protocol';
import type { Tuning } from '../open-device';
import type { ShaderContext } from './layers';
import { tune } from './tune';

/** Measures what is not known of this adapter; without `tuning` ours are taken wherever they can be. */
export async function openShaders(adapter: string, program: Program, batchSize: number, tuning: Tuning | undefined): Promise<ShaderContext | null> {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) return null;
  if (tuning === undefined) return { backend, choices: new Map() };
  const prefix = `${adapter}/`;
  const known = new Map(Object.entries(tuning.tunings).flatMap(([key, choice]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), choice] as const] : [])));
  const choices = await tune(backend, program, batchSize, known, tuning.onProgress, () => performance.now());
  const learned: Tunings = Object.fromEntries([...choices].filter(([key]) => !known.has(key)).map(([key, choice]) => [prefix + key, choice]));
  if (Object.keys(learned).length > 0) tuning.onTuned(learned);
  return { backend, choices };
}
