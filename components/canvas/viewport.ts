/** Which part of the canvas is shown: what to fit into the free area beside palette and inspector. */
import type { Viewport } from '@xyflow/react';
import type { FlowNode } from './flow-types';
import { arcPath, boxOf } from './wire-geometry';
import type { View } from './view-store';

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Insets = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export type Drawn = Pick<View, 'byId' | 'edges' | 'arcs' | 'direction'> & { readonly nodes: readonly FlowNode[] };

export const LEAST_ZOOM = 0.05;
export const MOST_ZOOM = 2;

/** Everything that is drawn, crowns of arcs included; null for an empty graph. */
export function boundsOf(view: Drawn, ids?: ReadonlySet<string>): Box | null {
  const nodes = ids === undefined ? view.nodes : view.nodes.filter((node) => ids.has(node.id));
  if (nodes.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const include = (box: Box) => {
    left = Math.min(left, box.x);
    top = Math.min(top, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  };
  for (const node of nodes) include(boxOf(node));
  for (const arc of view.arcs) {
    const [source, target] = [view.byId.get(arc.source), view.byId.get(arc.target)];
    if (!source || !target || arc.part !== 'whole' || (ids && !(ids.has(arc.source) && ids.has(arc.target)))) continue;
    const [x, y] = arcPath(arc, boxOf(source), boxOf(target), view.direction).label;
    include(view.direction === 'right' ? { x, y: y - 16, width: 0, height: 0 } : { x, y, width: 96, height: 0 });
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The viewport that shows a box in the middle of what is free, at most at its natural size. */
export function fitted(box: Box, width: number, height: number, insets: Insets): Viewport {
  const room = { width: Math.max(80, width - insets.left - insets.right), height: Math.max(80, height - insets.top - insets.bottom) };
  const zoom = Math.max(LEAST_ZOOM, Math.min(1, room.width / Math.max(1, box.width), room.height / Math.max(1, box.height)));
  return {
    zoom,
    x: insets.left + (room.width - box.width * zoom) / 2 - box.x * zoom,
    y: insets.top + (room.height - box.height * zoom) / 2 - box.y * zoom,
  };
}

const START_ZOOM = 0.6;

/** The beginning of a graph that is too long to be fitted. */
export function startOf(box: Box, insets: Insets, width: number, height: number, down: boolean): Viewport {
  const zoom = START_ZOOM;
  if (down) return { zoom, x: insets.left + (width - insets.left - insets.right - box.width * zoom) / 2 - box.x * zoom, y: insets.top - box.y * zoom };
  return { zoom, x: insets.left - box.x * zoom, y: insets.top + (height - insets.top - insets.bottom - box.height * zoom) / 2 - box.y * zoom };
}

/** The viewport after zooming so that what is at a point of the element stays there. */
export function zoomedAt({ x, y, zoom }: Viewport, at: readonly [number, number], wanted: number): Viewport {
  const next = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, wanted));
  const factor = next / zoom;
  return { zoom: next, x: at[0] - (at[0] - x) * factor, y: at[1] - (at[1] - y) * factor };
}

function clamped(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** The viewport that zooms in at a point of the element; beside all boxes what is nearest to it comes there instead, so that something is seen. */
export function zoomedInto(viewport: Viewport, at: readonly [number, number], boxes: readonly Box[], zoom: number): Viewport {
  const [x, y] = [(at[0] - viewport.x) / viewport.zoom, (at[1] - viewport.y) / viewport.zoom];
  let [left, top, nearest] = [x, y, Infinity];
  for (const box of boxes) {
    const place = [clamped(x, box.x, box.x + box.width), clamped(y, box.y, box.y + box.height)] as const;
    const distance = Math.hypot(place[0] - x, place[1] - y);
    if (distance >= nearest) continue;
    [left, top, nearest] = [...place, distance];
  }
  return { zoom, x: at[0] - left * zoom, y: at[1] - top * zoom };
}

export function motionTime(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160;
}
