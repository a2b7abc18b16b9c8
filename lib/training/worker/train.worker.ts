/** The training worker: gives a session its devices, its data and its way to the page. One worker a run. */
import { readDataset } from '@/lib/datasets/read';
import { startBrowserThread } from '@/lib/engine/browser/start-thread';
import { usefulThreads } from '@/lib/engine/browser/useful-threads';
import type { ExecutorFactory } from '@/lib/engine/executor';
import { createWasmExecutor } from '@/lib/engine/wasm-executor';
import type { FromWorker, ToWorker } from '../protocol';
import { findAdapter } from './adapters';
import { createDeviceOpener } from './open-device';
import { agrees } from './self-test';
import { createSession } from './session';

/** Lets waiting messages in. A message to oneself comes after them, and unlike a timer it is not held back. */
function createBreathe(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  let settle: () => void = () => undefined;
  port1.onmessage = () => settle();
  return () =>
    new Promise((resolve) => {
      settle = resolve;
      port2.postMessage(null);
    });
}

function post(event: FromWorker): void {
  self.postMessage(event);
}

/** On as many threads as pay here. */
const createThreadedExecutor: ExecutorFactory = (program, options) => createWasmExecutor(program, { threads: usefulThreads(), startThread: startBrowserThread, ...options });

const openExecutor = createDeviceOpener({
  findAdapter,
  createOnGpu: (adapter, tuning) => async (program, options) => (await import('./tfjs/open')).openTfjsExecutor(adapter, program, options, tuning),
  createWasmExecutor: createThreadedExecutor,
  agrees,
  wait: (milliseconds) => new Promise((settle) => setTimeout(settle, milliseconds)),
});

const session = createSession({ post, readDataset, openExecutor, createWasmExecutor, now: () => performance.now(), breathe: createBreathe() });

self.addEventListener('message', (event: MessageEvent<ToWorker>) => session.receive(event.data));
