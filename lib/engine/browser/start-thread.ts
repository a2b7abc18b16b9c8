/** Helper threads in the browser: workers of the worker that trains. They need shared memory, which isolated pages have. */
import type { StartThread, Thread } from '../threads';

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
