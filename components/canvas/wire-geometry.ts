/** Paths of wires: straight or one cubic along the chain, halves of ellipses for shortcuts. All in canvas px at zoom 1. */
import { arcRise } from '@/lib/layout/arc-rise';
import type { Entry } from '@/lib/layout/rows';
import type { Direction } from '@/lib/notebook/document';
import type { ArcWire, FlowNode } from './flow-types';

export type Point = readonly [x: number, y: number];
export type Path = { readonly d: string; /** Where a label belongs. */ readonly label: Point };

/** Two cubics of this reach draw half an ellipse to within a thousandth. */
const QUARTER = 0.5523;

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export function boxOf(node: FlowNode): Box {
  return { ...node.position, width: node.width ?? 0, height: node.height ?? 0 };
}

/** A wire of the chain from the middle of one side to the middle of the opposite one. */
export function chainPath([x1, y1]: Point, [x2, y2]: Point, down: boolean): Path {
  const label: Point = [(x1 + x2) / 2, (y1 + y2) / 2];
  const straight = down ? Math.abs(x1 - x2) < 1 && y2 > y1 : Math.abs(y1 - y2) < 1 && x2 > x1;
  if (straight) return { d: `M${x1} ${y1}L${x2} ${y2}`, label };
  const reach = down ? Math.max(24, Math.abs(y2 - y1) / 2) : Math.max(24, Math.abs(x2 - x1) / 2);
  const d = down ? `M${x1} ${y1}C${x1} ${y1 + reach} ${x2} ${y2 - reach} ${x2} ${y2}` : `M${x1} ${y1}C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}`;
  return { d, label };
}

/** Half an ellipse from the top of one node to the top of another; from top to bottom it runs at the right side. */
export function halfEllipse(source: Box, target: Box, rise: number, direction: Direction): Path {
  if (direction === 'down') {
    const [x1, y1, x2, y2] = [source.x + source.width, source.y + source.height / 2, target.x + target.width, target.y + target.height / 2];
    const x = Math.max(x1, x2) + rise;
    const y = (y1 + y2) / 2;
    return { d: `M${x1} ${y1}C${x1 + (x - x1) * QUARTER} ${y1} ${x} ${y - (y - y1) * QUARTER} ${x} ${y}C${x} ${y + (y2 - y) * QUARTER} ${x2 + (x - x2) * QUARTER} ${y2} ${x2} ${y2}`, label: [x, y] };
  }
  const [x1, y1, x2, y2] = [source.x + source.width / 2, source.y, target.x + target.width / 2, target.y];
  const x = (x1 + x2) / 2;
  const y = Math.min(y1, y2) - rise;
  return { d: `M${x1} ${y1}C${x1} ${y1 + (y - y1) * QUARTER} ${x - (x - x1) * QUARTER} ${y} ${x} ${y}C${x + (x2 - x) * QUARTER} ${y} ${x2} ${y2 + (y - y2) * QUARTER} ${x2} ${y2}`, label: [x, y] };
}

/** A quarter from the source up to a node on the crown, or from that node down to the target. */
export function quarterEllipse(source: Box, target: Box, part: 'rising' | 'falling', direction: Direction): Path {
  const down = direction === 'down';
  const rising = part === 'rising';
  const start: Point = down
    ? rising ? [source.x + source.width, source.y + source.height / 2] : [source.x + source.width / 2, source.y + source.height]
    : rising ? [source.x + source.width / 2, source.y] : [source.x + source.width, source.y + source.height / 2];
  const end: Point = down
    ? rising ? [target.x + target.width / 2, target.y] : [target.x + target.width, target.y + target.height / 2]
    : rising ? [target.x, target.y + target.height / 2] : [target.x + target.width / 2, target.y];
  const [[x1, y1], [x2, y2]] = [start, end];
  const upright = rising !== down;
  const d = upright
    ? `M${x1} ${y1}C${x1} ${y1 + (y2 - y1) * QUARTER} ${x2 - (x2 - x1) * QUARTER} ${y2} ${x2} ${y2}`
    : `M${x1} ${y1}C${x1 + (x2 - x1) * QUARTER} ${y1} ${x2} ${y2 - (y2 - y1) * QUARTER} ${x2} ${y2}`;
  const corner: Point = upright ? [x1, y2] : [x2, y1];
  return { d, label: [corner[0] + (((x1 + x2) / 2) - corner[0]) * 0.58, corner[1] + (((y1 + y2) / 2) - corner[1]) * 0.58] };
}

const TURN = 18;
const BEFORE_ROW = 34;

/** A wire into a stretch of a net that is drawn in rows; from the end of a row it runs back below it. */
export function entryPath(from: Point, { at, gutter }: Entry, to: Point): Path {
  if (gutter === null) return chainPath(from, to, false);
  const [[x1, y1], [px, py], [x2, y2]] = [from, at, to];
  const left = px - BEFORE_ROW;
  const back = `M${x1} ${y1}h8a${TURN} ${TURN} 0 0 1 ${TURN} ${TURN}V${gutter - TURN}a${TURN} ${TURN} 0 0 1 ${-TURN} ${TURN}H${left + TURN}a${TURN} ${TURN} 0 0 0 ${-TURN} ${TURN}V${py - TURN}a${TURN} ${TURN} 0 0 0 ${TURN} ${TURN}H${px}`;
  const { d, label } = chainPath([px, py], [x2, y2], false);
  return { d: back + d.replace(/^M[^LC]*/, ''), label };
}

function boxAt([x, y]: Point): Box {
  return { x, y, width: 0, height: 0 };
}

export function arcPath(arc: Pick<ArcWire, 'part' | 'level' | 'entry'>, sourceBox: Box, target: Box, direction: Direction): Path {
  const source = arc.entry && arc.part !== 'falling' ? boxAt(arc.entry.at) : sourceBox;
  if (arc.part !== 'whole') return quarterEllipse(source, target, arc.part, direction);
  const span = direction === 'right' ? target.x - source.x : target.y - source.y;
  return halfEllipse(source, target, arcRise(span, arc.level), direction);
}
