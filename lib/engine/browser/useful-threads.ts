/** How many threads pay in this browser; apart because the page asks, too, which starts none. */

/** One without shared memory; else one for each core, but where there are more than two, one is left to the page. */
export function usefulThreads(): number {
  if (typeof SharedArrayBuffer === 'undefined' || !globalThis.crossOriginIsolated) return 1;
  const cores = navigator.hardwareConcurrency;
  return Math.max(1, cores <= 2 ? cores : cores - 1);
}
