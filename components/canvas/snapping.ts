/** Where a dragged node comes to rest: in line with a node that stands near its axes, else on a grid of 8 px. */
import type { FlowNode } from './flow-types';
import type { Guides } from './overlay-store';
import { boxOf } from './wire-geometry';

const GRID = 8;
const REACH = 7;

export type Snapped = { readonly dx: number; readonly dy: number; readonly guides: Guides };

function nearest(value: number, candidates: Iterable<number>): number | null {
  let best: number | null = null;
  for (const candidate of candidates) {
    if (Math.abs(candidate - value) <= REACH && (best === null || Math.abs(candidate - value) < Math.abs(best - value))) best = candidate;
  }
  return best;
}

/** Corrections for a node that is dragged to `x`, `y`; `others` are those that stay. Middles are aligned, since wires leave there. */
export function snapped(node: FlowNode, x: number, y: number, others: readonly FlowNode[]): Snapped {
  const { width, height } = boxOf(node);
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  const boxes = others.map(boxOf);
  const guideX = nearest(middleX, boxes.map((box) => box.x + box.width / 2));
  const guideY = nearest(middleY, boxes.map((box) => box.y + box.height / 2));
  return {
    dx: (guideX ?? Math.round(middleX / GRID) * GRID) - middleX,
    dy: (guideY ?? Math.round(middleY / GRID) * GRID) - middleY,
    guides: { x: guideX, y: guideY },
  };
}
