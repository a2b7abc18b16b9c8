/** Helper threads in the browser: workers of the worker that trains. They need shared memory, which isolated pages have. */
import type { StartThread, Thread } from '../threads';

/** Threads that pay here: one without shared memory; else one for each core, but where there are more than two, one is left to the page. */
export function usefulThreads(): number {
  if (typeof SharedArrayBuffer === 'undefined' || !self.crossOriginIsolated) return 1;
  const cores = navigator.hardwareConcurrency;
  return Math.max(1, cores <= 2 ? cores : cores - 1);
}

export const startBrowserThread: StartThread = (task) =>
  new Promise((settle, reject) => {
    const worker = new Worker(new URL('./thread.worker.ts', import.meta.url), { type: 'module' });
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const thread: Thread = {
      ended,
      terminate() {
        worker.terminate();
        end();
      },
    };
    worker.addEventListener('message', ({ data }: MessageEvent<'ready' | 'ended'>) => (data === 'ready' ? settle(thread) : end()));
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message));
      end();
    });
    worker.postMessage(task);
  });
