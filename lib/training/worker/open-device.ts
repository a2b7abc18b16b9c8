/** Chooses the device of a run: a real GPU that passes the self-test, else WASM; what was chosen by hand is tried whatever it is. */
import type { ExecutorFactory, ExecutorOptions } from '@/lib/engine/executor';
import type { Program } from '@/lib/graph/program';
import type { Problem } from '@/lib/util/problem';
import type { OpenedExecutor } from '../prepare';
import { trainingProblem } from '../problems';
import type { SelfTestOutcome } from '../protocol';
import type { Adapter, GpuBackend } from './adapters';
import type { DeviceRequest } from './session';

export type DeviceHost = {
  readonly findAdapter: (backend: GpuBackend) => Promise<Adapter | null>;
  /** Loads TensorFlow.js; called only when a GPU is to be used. */
  readonly createOnGpu: (adapter: Adapter, tuning?: Tuning) => ExecutorFactory;
  readonly createWasmExecutor: ExecutorFactory;
  readonly agrees: (create: ExecutorFactory, reference: ExecutorFactory) => Promise<boolean>;
  /** Settles after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
};

/** What is known of the speed of shaders on the adapter, and who hears of what is measured anew. Without it nothing is measured. */
export type Tuning = Pick<DeviceRequest, 'tunings' | 'onTuned'> & { readonly onProgress: (share: number) => void };

/** A self-test that takes longer, on a device that nobody chose by hand, has failed. */
const SELF_TEST_LIMIT = 3000;

const NAMES: Readonly<Record<GpuBackend, string>> = { webgpu: 'WebGPU', webgl: 'WebGL' };

export function createDeviceOpener({ findAdapter, createOnGpu, createWasmExecutor, agrees, wait }: DeviceHost) {
  async function selfTest(adapter: Adapter, limited: boolean): Promise<SelfTestOutcome> {
    const test = agrees(createOnGpu(adapter), createWasmExecutor).then(
      (good): SelfTestOutcome => (good ? 'passed' : 'failed'),
      (): SelfTestOutcome => 'failed',
    );
    return limited ? Promise.race([test, wait(SELF_TEST_LIMIT).then((): SelfTestOutcome => 'slow')]) : test;
  }

  function noteOf(outcome: Exclude<SelfTestOutcome, 'passed'>, adapter: Adapter): Problem {
    const values = { wished: NAMES[adapter.backend], adapter: adapter.name, taken: 'WASM' };
    return outcome === 'slow' ? trainingProblem('deviceSelfTestSlow', { ...values, seconds: SELF_TEST_LIMIT / 1000 }) : trainingProblem('deviceSelfTestFailed', values);
  }

  /** An executor for the program, and why it is not the wished one. Throws where even WASM cannot take it. */
  return async function openExecutor(program: Program, options: ExecutorOptions, { choice, selfTests, tunings, onPhase, onTuned, onSelfTest }: DeviceRequest): Promise<OpenedExecutor> {
    const candidates: readonly GpuBackend[] = choice === 'auto' ? ['webgpu', 'webgl'] : choice === 'wasm' ? [] : [choice];
    const byHand = choice !== 'auto';
    let note: Problem | null = null;
    for (const backend of candidates) {
      const adapter = await findAdapter(backend);
      if (adapter === null && byHand) note = trainingProblem('deviceMissing', { wished: NAMES[backend], taken: 'WASM' });
      if (adapter === null || (adapter.software && !byHand)) continue;
      const key = `${backend}/${adapter.name}`;
      let outcome = selfTests[key];
      // Who chooses a device by hand may have mended it since.
      if (outcome === undefined || (outcome !== 'passed' && byHand)) {
        onPhase('selfTest');
        outcome = await selfTest(adapter, !byHand);
        onSelfTest(key, outcome);
      }
      if (outcome !== 'passed') {
        note = noteOf(outcome, adapter);
        continue;
      }
      onPhase('compile');
      const tuning: Tuning = { tunings, onTuned, onProgress: (share) => onPhase('tune', share) };
      try {
        return { executor: await createOnGpu(adapter, tuning)(program, options), note };
      } catch (error) {
        note = trainingProblem('deviceNotOpened', { wished: NAMES[backend], adapter: adapter.name, taken: 'WASM', message: error instanceof Error ? error.message : String(error) });
      }
    }
    onPhase('compile');
    return { executor: await createWasmExecutor(program, options), note };
  };
}
