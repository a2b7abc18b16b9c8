/** Which older states of a notebook are kept: at most 50, close together for the last half hour, thinner the older they are. */

export const VERSION_LIMIT = 50;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Width of the slots from which one version stays, for versions of this age, ms. Slots are fixed in time, so that thinning settles. */
function slotWidth(age: number): number {
  if (age < 30 * MINUTE) return 2 * MINUTE;
  return age < DAY ? 2 * HOUR : DAY;
}

/** Whether the present state becomes a version, and which of those at the times `saved` are let go. */
export function surplusVersions(saved: readonly number[], now: number): { readonly keep: boolean; readonly remove: readonly number[] } {
  const times = [...saved].sort((a, b) => a - b);
  const newest = times.at(-1);
  const keep = newest === undefined || now - newest >= 2 * MINUTE;
  const taken = new Set<string>();
  const kept: number[] = [];
  for (const time of times) {
    const width = slotWidth(now - time);
    const slot = `${width} ${Math.floor(time / width)}`;
    if (taken.has(slot) && time !== newest) continue;
    taken.add(slot);
    kept.push(time);
  }
  const room = VERSION_LIMIT - (keep ? 1 : 0);
  const staying = new Set(kept.slice(-room));
  return { keep, remove: times.filter((time) => !staying.has(time)) };
}
