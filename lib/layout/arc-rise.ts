/** How high the arcs of shortcuts rise, for the layout and for whoever draws them. Canvas px at zoom 1. */

const LEAST = 96;
const MOST = 240;
const BETWEEN_ARCS = 84;

/** Distance of an arc's crown from its ends; `span` is the distance of the ends, `level` 1 for the innermost arc. */
export function arcRise(span: number, level: number): number {
  return Math.min(MOST, Math.max(LEAST, Math.abs(span) * 0.16)) + BETWEEN_ARCS * (level - 1);
}
