/** Runs something when the browser has nothing better to do; at once after this task where it cannot say. */

/** Returns what calls it off. */
export function whenIdle(perform: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(perform, { timeout: 1500 });
    return () => cancelIdleCallback(handle);
  }
  const handle = setTimeout(perform);
  return () => clearTimeout(handle);
}
