/** Counts of work done on the page, which the browser tests compare: a drag frame must render no node body and infer nothing. */
export const counters = { inferences: 0, nodeRenders: 0, edgeRenders: 0 };

export function count(name: keyof typeof counters): void {
  counters[name]++;
}

/** Lets a test read the counts, on pages that are opened with `?counters`. */
export function exposeCounters(): void {
  if (new URLSearchParams(location.search).has('counters')) Object.assign(window, { skipbookCounters: counters });
}
