import { expect, test } from 'vitest';
import type { ExecutorFactory } from '@/lib/engine/executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import { initialWeights } from '@/lib/runs/initialize';
import type { SelfTestOutcome } from '@/lib/training/protocol';
import type { Adapter } from '@/lib/training/worker/adapters';
import type { DeviceHost } from '@/lib/training/worker/open-device';
import { createDeviceOpener } from '@/lib/training/worker/open-device';
import { agrees } from '@/lib/training/worker/self-test';
import type { DeviceRequest } from '@/lib/training/worker/session';
import { tinyResNet } from './programs';

const program = tinyResNet([8, 8, 1], 4);
const options = { batchSize: 2, weights: initialWeights(program, { seed: 1, initializer: 'heNormal', lastGamma: 1 }) };
const card = (backend: Adapter['backend']): Adapter => ({ backend, name: 'Card', software: false });
const software = (backend: Adapter['backend']): Adapter => ({ backend, name: 'SwiftShader', software: true });

/** An executor that calls itself another device. */
const onGpu =
  ({ backend, name, software: slow }: Adapter): ExecutorFactory =>
  async (net, settings) => ({ ...(await createWasmExecutor(net, settings)), device: { backend, threads: 1, numerics: 'gpu', adapter: name, software: slow } });

async function open(choice: DeviceRequest['choice'], host: Partial<DeviceHost>, selfTests: DeviceRequest['selfTests'] = {}) {
  const tested: Record<string, SelfTestOutcome> = {};
  const openExecutor = createDeviceOpener({
    findAdapter: () => Promise.resolve(null),
    createOnGpu: onGpu,
    createWasmExecutor,
    agrees: () => Promise.resolve(true),
    wait: () => new Promise(() => undefined),
    ...host,
  });
  const { executor, note } = await openExecutor(program, options, { choice, selfTests, tunings: {}, onPhase: () => undefined, onTuned: () => undefined, onSelfTest: (key, outcome) => void (tested[key] = outcome) });
  executor.dispose();
  return { backend: executor.device.backend, note: note?.code ?? null, tested };
}

const both = (backend: Adapter['backend']) => Promise.resolve(card(backend));

test('without a graphics device WASM computes, and nothing needs saying', async () => {
  expect(await open('auto', {})).toEqual({ backend: 'wasm', note: null, tested: {} });
});

test('WebGPU comes before WebGL, after its self-test', async () => {
  expect(await open('auto', { findAdapter: both })).toEqual({ backend: 'webgpu', note: null, tested: { 'webgpu/Card': 'passed' } });
  expect(await open('auto', { findAdapter: (backend) => Promise.resolve(backend === 'webgl' ? card('webgl') : null) })).toMatchObject({ backend: 'webgl' });
});

test('software adapters are passed over, unless chosen by hand', async () => {
  const findAdapter = (backend: Adapter['backend']) => Promise.resolve(software(backend));
  expect(await open('auto', { findAdapter })).toEqual({ backend: 'wasm', note: null, tested: {} });
  expect(await open('webgl', { findAdapter })).toEqual({ backend: 'webgl', note: null, tested: { 'webgl/SwiftShader': 'passed' } });
});

test('WASM chosen by hand looks for nothing else', async () => {
  expect(await open('wasm', { findAdapter: () => Promise.reject(new Error('not to be asked')) })).toEqual({ backend: 'wasm', note: null, tested: {} });
});

test('a device that computes wrongly is told of, and the next one takes its place', async () => {
  const create: DeviceHost['createOnGpu'] = (adapter) => onGpu(adapter);
  let tests = 0;
  const outcome = await open('auto', { findAdapter: both, createOnGpu: create, agrees: () => Promise.resolve(tests++ > 0) });
  expect(outcome).toEqual({ backend: 'webgl', note: 'deviceSelfTestFailed', tested: { 'webgpu/Card': 'failed', 'webgl/Card': 'passed' } });
});

test('a self-test that throws has failed, and one that takes too long is too slow', async () => {
  expect(await open('webgl', { findAdapter: both, agrees: () => Promise.reject(new Error('lost')) })).toMatchObject({ backend: 'wasm', note: 'deviceSelfTestFailed' });
  const slow = await open('auto', { findAdapter: both, agrees: () => new Promise(() => undefined), wait: () => Promise.resolve() });
  expect(slow).toEqual({ backend: 'wasm', note: 'deviceSelfTestSlow', tested: { 'webgpu/Card': 'slow', 'webgl/Card': 'slow' } });
});

test('what is known of an adapter is not tested again, but what failed is where it is chosen by hand', async () => {
  const none: DeviceHost['agrees'] = () => Promise.reject(new Error('not to be asked'));
  expect(await open('auto', { findAdapter: both, agrees: none }, { 'webgpu/Card': 'passed' })).toMatchObject({ backend: 'webgpu', tested: {} });
  expect(await open('auto', { findAdapter: both, agrees: none }, { 'webgpu/Card': 'failed', 'webgl/Card': 'passed' })).toMatchObject({ backend: 'webgl', note: 'deviceSelfTestFailed' });
  for (const before of ['slow', 'failed'] as const) {
    expect(await open('webgpu', { findAdapter: both }, { 'webgpu/Card': before })).toEqual({ backend: 'webgpu', note: null, tested: { 'webgpu/Card': 'passed' } });
  }
});

test('a wished device that is missing or cannot take the net is told of', async () => {
  expect(await open('webgpu', {})).toMatchObject({ backend: 'wasm', note: 'deviceMissing' });
  const createOnGpu: DeviceHost['createOnGpu'] = () => () => Promise.reject(new Error('too large'));
  expect(await open('webgpu', { findAdapter: both, createOnGpu })).toMatchObject({ backend: 'wasm', note: 'deviceNotOpened' });
});

test('the self-test passes an executor that computes the same, and fails one whose update is off', async () => {
  expect(await agrees(createWasmExecutor, createWasmExecutor)).toBe(true);
  const wrong: ExecutorFactory = async (net, settings) => {
    const executor = await createWasmExecutor(net, settings);
    return { ...executor, step: (batch, step) => executor.step(batch, { ...step, learningRate: step.learningRate * 1.2 }) };
  };
  expect(await agrees(wrong, createWasmExecutor)).toBe(false);
});
