/**
 * One writer a notebook: the tab that holds the Web Lock writes, the others read and follow. Where a browser has no Web Locks
 * (plain http) every tab believes that it holds, and the revision check of `saveNotebook` stops the slower one.
 */
import { z } from 'zod';

export type TabLockEvents = {
  /** This tab may write now. The document must be read again: another tab may have written. */
  readonly onHeld: () => void;
  /** Another tab holds the notebook. */
  readonly onWaiting: () => void;
  /** Another tab wants to write: save what is open; the lock is given up afterwards. */
  readonly onHandOver: () => Promise<void>;
  /** Another tab has saved. */
  readonly onSavedElsewhere: () => void;
};

export type TabLock = {
  readonly takeOver: () => void;
  readonly announceSaved: () => void;
  readonly close: () => void;
};

const messageSchema = z.object({ type: z.enum(['handOver', 'saved']) });
type Message = z.infer<typeof messageSchema>;

/** How long the holder has to save before the lock is taken from it, ms. */
const PATIENCE = 1500;

function lockName(notebook: string): string {
  return `skipbook:notebook:${notebook}`;
}

/** Does something to a notebook that is open nowhere; false where a tab holds it. */
export async function whileFree(notebook: string, work: () => Promise<void>): Promise<boolean> {
  if (typeof navigator.locks === 'undefined') {
    await work();
    return true;
  }
  return navigator.locks.request(lockName(notebook), { ifAvailable: true }, async (lock) => {
    if (lock === null) return false;
    await work();
    return true;
  });
}

export function openTabLock(notebook: string, events: TabLockEvents): TabLock {
  const name = lockName(notebook);
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  const send = (message: Message) => channel?.postMessage(message);
  let waiting: AbortController | null = null;
  let release: (() => void) | null = null;
  let closed = false;

  function hold(): Promise<void> {
    events.onHeld();
    return new Promise((resolve) => {
      release = () => {
        release = null;
        resolve();
      };
    });
  }

  /** Waits for its turn; rejections are the aborted waiting and a lock that was taken away, which is then waited for again. */
  function queue(): void {
    if (closed) return;
    waiting = new AbortController();
    events.onWaiting();
    navigator.locks
      .request(name, { signal: waiting.signal }, hold)
      .catch(() => {
        if (release !== null) {
          release = null;
          queue();
        }
      });
  }

  function steal(): void {
    waiting?.abort();
    waiting = null;
    navigator.locks.request(name, { steal: true }, hold).catch(() => {
      release = null;
      queue();
    });
  }

  async function giveUp(): Promise<void> {
    await events.onHandOver();
    release?.();
    queue();
  }

  function start(): void {
    if (typeof navigator.locks === 'undefined') {
      events.onHeld();
      return;
    }
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (closed) return undefined;
        if (lock !== null) return hold();
        queue();
        return undefined;
      })
      .catch(() => {
        release = null;
        queue();
      });
  }

  channel?.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(event.data);
    if (!message.success) return;
    switch (message.data.type) {
      case 'saved':
        events.onSavedElsewhere();
        return;
      case 'handOver':
        if (release !== null) void giveUp();
        else if (waiting !== null) {
          waiting.abort();
          setTimeout(queue, 2 * PATIENCE);
        }
    }
  });
  start();

  return {
    takeOver: () => {
      if (typeof navigator.locks === 'undefined') {
        events.onHeld();
        return;
      }
      send({ type: 'handOver' });
      setTimeout(() => {
        if (release === null && !closed) steal();
      }, PATIENCE);
    },
    announceSaved: () => send({ type: 'saved' }),
    close: () => {
      closed = true;
      waiting?.abort();
      release?.();
      channel?.close();
    },
  };
}
