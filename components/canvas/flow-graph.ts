/** A graph and its layout as React Flow's nodes and edges; what looks the same keeps its object, so only changes are rendered. */
import { Position } from '@xyflow/react';
import { defaultScope } from '@/lib/graph/blocks';
import { parseEndPoint, type Graph, type Graphs } from '@/lib/graph/graph';
import { routesOf } from '@/lib/graph/routes';
import { wiringOf } from '@/lib/graph/wiring';
import type { Entry } from '@/lib/layout/rows';
import type { Direction, Layout } from '@/lib/notebook/document';
import { frameNodeId, noteNodeId, type ArcWire, type FlowEdge, type FlowNode, type NoData } from './flow-types';
import { handleOfPort, portPlace, separateInputs } from './ports';
import { nodeSize, sidesOf, type Size } from './size';

/** Side of a port, px; half of it stands outside of the card. The same numbers stand in `canvas.css`. */
const PORT = 9;
export const NOTE: Size = { width: 176, height: 96 };
const noData: NoData = {};
const hidden = { 'aria-hidden': true } as const;

type Handles = NonNullable<FlowNode['handles']>;
const handlesByKey = new Map<string, Handles>();

/** As the ports stand in the page, so that wires are there in the first frame and do not jump when React Flow measures. */
function handlesOf({ width, height }: Size, sides: { readonly target: boolean; readonly source: boolean }, direction: Direction, inputs: readonly string[]): Handles {
  const key = `${width} ${height} ${sides.target} ${sides.source} ${direction} ${inputs.join(' ')}`;
  const known = handlesByKey.get(key);
  if (known) return known;
  const half = PORT / 2;
  const right = direction === 'right';
  const handles: Handles = [];
  const box = { width: PORT, height: PORT };
  const middle = right ? height / 2 - half : width / 2 - half;
  inputs.forEach((port, index) => {
    const along = portPlace(index, inputs.length) * (right ? height : width) - half;
    handles.push({ ...box, id: handleOfPort(port), type: 'target', position: right ? Position.Left : Position.Top, x: right ? -half : along, y: right ? along : -half });
  });
  if (sides.target && inputs.length === 0) handles.push({ ...box, id: 'in', type: 'target', position: right ? Position.Left : Position.Top, x: right ? -half : middle, y: right ? middle : -half });
  if (sides.source) handles.push({ ...box, id: 'out', type: 'source', position: right ? Position.Right : Position.Bottom, x: right ? width - half : middle, y: right ? middle : height - half });
  handlesByKey.set(key, handles);
  return handles;
}

const measuredByKey = new Map<string, Size>();

function measuredOf(size: Size): Size {
  const key = `${size.width} ${size.height}`;
  const known = measuredByKey.get(key);
  if (known) return known;
  measuredByKey.set(key, size);
  return size;
}

function reused(was: FlowNode | undefined, made: FlowNode): FlowNode {
  const same =
    was !== undefined &&
    was.position.x === made.position.x &&
    was.position.y === made.position.y &&
    was.handles === made.handles &&
    was.measured === made.measured &&
    was.selected === made.selected;
  return same ? was : made;
}

/** Layers in topological order, which is the order of the Tab key, behind the frames that may hold them. */
export function flowNodes(graph: Graph, graphs: Graphs, layout: Layout, canvasId: string, previous: ReadonlyMap<string, FlowNode>, selected: ReadonlySet<string>): FlowNode[] {
  const scope = defaultScope(graph);
  const frames = (layout.frames ?? []).map((frame): FlowNode => {
    const id = frameNodeId(frame.id);
    const [x, y, width, height] = frame.box;
    const measured = measuredOf({ width, height });
    return reused(previous.get(id), { id, type: 'frame', position: { x, y }, data: noData, width, height, measured, zIndex: -1, connectable: false, selected: selected.has(id), domAttributes: { 'aria-labelledby': `${canvasId}-${frame.id}-title` } });
  });
  const layers = wiringOf(graph).order.map((id): FlowNode => {
    const node = graph.nodes[id];
    const size = nodeSize(node, scope);
    const [x, y] = layout.positions[id] ?? [0, 0];
    const made: FlowNode = {
      id,
      type: 'layer',
      position: { x, y },
      data: noData,
      ...size,
      measured: measuredOf(size),
      handles: handlesOf(size, sidesOf(node), layout.direction, separateInputs(graphs, node)),
      selected: selected.has(id),
      domAttributes: { 'aria-labelledby': `${canvasId}-${id}-name` },
    };
    return reused(previous.get(id), made);
  });
  const notes = (layout.notes ?? []).map((note): FlowNode => {
    const id = noteNodeId(note.id);
    const [x, y] = note.position;
    return reused(previous.get(id), { id, type: 'note', position: { x, y }, data: noData, ...NOTE, measured: measuredOf(NOTE), connectable: false, selected: selected.has(id) });
  });
  return [...frames, ...layers, ...notes];
}

const edgeData = { right: { down: false }, down: { down: true } } as const;

const noEntries: ReadonlyMap<string, Entry> = new Map();

/** Arcs are kept from React Flow, which would drop an arc whose two ends are out of view. */
export function flowEdges(graph: Graph, graphs: Graphs, direction: Direction, previous: readonly FlowEdge[], previousArcs: readonly ArcWire[], entries: ReadonlyMap<string, Entry> = noEntries): { readonly edges: FlowEdge[]; readonly arcs: readonly ArcWire[] } {
  const routes = routesOf(graph);
  const known = new Map(previous.map((edge) => [edge.id, edge]));
  const knownArcs = new Map(previousArcs.map((arc) => [arc.id, arc]));
  const edges: FlowEdge[] = [];
  const arcs: ArcWire[] = [];
  for (const [from, to] of graph.edges) {
    const source = parseEndPoint(from).node;
    const { node: target, port } = parseEndPoint(to);
    if (!(source in graph.nodes) || !(target in graph.nodes)) continue;
    const entry = entries.get(to);
    const route = routes.get(to);
    if (route) {
      const was = knownArcs.get(to);
      arcs.push(was && was.source === source && was.target === target && was.part === route.part && was.level === route.level && was.entry === entry ? was : { id: to, source, target, ...route, ...(entry ? { entry } : {}) });
      continue;
    }
    const was = known.get(to);
    const data = entry ? { down: false, entry } : edgeData[direction];
    const targetHandle = port !== null && separateInputs(graphs, graph.nodes[target]).includes(port) ? handleOfPort(port) : 'in';
    const same = was && was.source === source && was.target === target && was.targetHandle === targetHandle && (was.data === data || (entry !== undefined && was.data?.entry === entry));
    edges.push(same ? was : { id: to, type: 'wire', source, target, sourceHandle: 'out', targetHandle, data, domAttributes: hidden, focusable: false, selectable: false });
  }
  return { edges, arcs };
}
