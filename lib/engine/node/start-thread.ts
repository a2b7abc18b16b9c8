/** Helper threads in Node, by worker_threads; apart because nothing else in the engine knows the host. */
import { Worker } from 'node:worker_threads';
import type { StartThread, Thread } from '../threads';

/** What a helper runs: plain JavaScript as a data URL, so that no bundler has to carry a file along. */
const SOURCE = `
import { parentPort, workerData } from 'node:worker_threads';
const { module, memory, thread, failed, arrived } = workerData;
const { exports } = new WebAssembly.Instance(module, { engine: { memory } });
parentPort.postMessage('ready');
try {
  exports.work(thread);
} catch {
  const words = new Int32Array(memory.buffer);
  Atomics.store(words, failed / 4, 1);
  Atomics.add(words, arrived / 4, 1);
  Atomics.notify(words, arrived / 4);
}
`;

const SOURCE_URL = new URL(`data:text/javascript,${encodeURIComponent(SOURCE)}`);

export const startNodeThread: StartThread = (task) =>
  new Promise((settle, reject) => {
    const worker = new Worker(SOURCE_URL, { workerData: task });
    // A forgotten executor does not keep the process.
    worker.unref();
    const ended = new Promise<void>((end) => worker.once('exit', () => end()));
    const thread: Thread = { ended, terminate: () => void worker.terminate() };
    worker.once('message', () => settle(thread));
    worker.once('error', reject);
    void ended.then(() => reject(new Error('The thread ended before it was ready.')));
  });
