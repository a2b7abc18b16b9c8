/** What the executor wants of a host's threads: start one, and know that it has ended. How, browsers and Node say each in their own file. */

/** What a helper thread gets: it instantiates the module with the memory as `engine.memory`, says that it is ready, and calls `work(thread)`. */
export type ThreadTask = { readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory; readonly thread: number; /** Byte addresses of the words that say that a helper failed, and how many arrived. */ readonly failed: number; readonly arrived: number };

export type Thread = {
  /** Settles when the thread is gone. */
  readonly ended: Promise<void>;
  /** Ends it whatever it does. */
  terminate(): void;
};

/** Settles once the thread is ready to work; rejects where the host gives none. */
export type StartThread = (task: ThreadTask) => Promise<Thread>;
