/** Which older states of a notebook are kept: at most 50, close together for the last hour, thinner the older they are. */

export const VERSION_LIMIT = 50;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far apart versions of this age stand, in ms. */
function spacing(age: number): number {
  if (age < HOUR) return 2 * MINUTE;
  if (age < DAY) return 30 * MINUTE;
  return DAY;
}

/** Whether the present state becomes a version, and which of those at the times `saved` are let go. */
export function surplusVersions(saved: readonly number[], now: number): { readonly keep: boolean; readonly remove: readonly number[] } {
  const times = [...saved].sort((a, b) => b - a);
  const keep = times.length === 0 || now - times[0] >= 2 * MINUTE;
  const kept: number[] = keep ? [now] : [];
  const remove: number[] = [];
  for (const time of times) {
    const before = kept.at(-1);
    const close = before !== undefined && before !== now && before - time < spacing(now - time);
    if (close || kept.length >= VERSION_LIMIT) remove.push(time);
    else kept.push(time);
  }
  return { keep, remove };
}
