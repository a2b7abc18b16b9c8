/** A helper thread in the browser: runs stages until it is told to end. */
import type { ThreadTask } from '../threads';

function isWork(value: unknown): value is (thread: number) => void {
  return typeof value === 'function';
}

self.addEventListener('message', ({ data }: MessageEvent<ThreadTask>) => {
  const { module, memory, thread, failed, arrived } = data;
  const { work } = new WebAssembly.Instance(module, { engine: { memory } }).exports;
  if (!isWork(work)) throw new Error('The module has no work for a thread.');
  self.postMessage('ready');
  try {
    work(thread);
  } catch {
    const words = new Int32Array(memory.buffer);
    Atomics.store(words, failed / 4, 1);
    Atomics.add(words, arrived / 4, 1);
    Atomics.notify(words, arrived / 4);
  }
  // The message is sent before the worker is gone, and nothing runs behind it.
  self.postMessage('ended');
  self.close();
});
