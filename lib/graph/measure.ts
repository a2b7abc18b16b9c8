/** Shapes and counts of a graph's nodes for given parameters and inputs; what is wrong is noted, and `infer.ts` makes problems of it. */
import { BLOCK, inputPort, isFixed, outputNodes, portsOf } from './blocks';
import type { Scope } from './expression';
import type { Graph, GraphNode } from './graph';
import { measureBlock } from './measure-block';
import { measureLayer, SEVERED, type Incoming, type NodeMeasure } from './measure-layer';
import { liveNodes, type Measure, type Surroundings } from './measured-graph';
import { sameShape } from './shape';
import { wiringOf, type Link } from './wiring';

/** Measures the nodes of a graph in topological order, apart from those of `beyond` (to try an edit, what lies behind it need not be known). */
export function measure(graph: Graph, around: Surroundings, beyond?: ReadonlySet<string>): Measure {
  const wiring = wiringOf(graph);
  const cyclic = new Set(wiring.cycles.flat());
  const live = liveNodes(graph, wiring);
  const nodes = new Map<string, NodeMeasure>();
  const depth = new Map<string, number>();
  let trainable = 0;
  let nonTrainable = 0;
  let multiplyAdds = 0;
  let activationBytes = 0;
  let calls = 0;
  let weightedLayers = 0;
  for (const id of wiring.order) {
    if (beyond?.has(id)) continue;
    const node = graph.nodes[id];
    const links = wiring.incoming.get(id) ?? [];
    const known = incomingOf(around, id, node, links, nodes);
    const incoming = cyclic.has(id) ? known.map(() => null) : known;
    const facts = measureNode(node, incoming, around);
    nodes.set(id, facts);
    if (live !== null && !live.has(id)) continue;
    trainable += facts.parameters.trainable;
    nonTrainable += facts.parameters.nonTrainable;
    multiplyAdds += facts.multiplyAdds;
    activationBytes += facts.activationBytes;
    calls += facts.calls;
    let deepest = 0;
    for (const { source } of links) deepest = Math.max(deepest, depth.get(source.node) ?? 0);
    depth.set(id, deepest + facts.weightedLayers);
    weightedLayers = Math.max(weightedLayers, deepest + facts.weightedLayers);
  }
  const [output] = outputNodes(graph);
  return {
    nodes,
    parameters: { trainable, nonTrainable },
    multiplyAdds,
    activationBytes,
    weightedLayers,
    calls,
    outputShape: output === undefined ? null : (nodes.get(output)?.outputShape ?? null),
  };
}

/** Shapes at the ports of a node in their order; of any number of ports those that are connected. */
function incomingOf(around: Surroundings, id: string, node: GraphNode, links: readonly Link[], nodes: ReadonlyMap<string, NodeMeasure>): readonly Incoming[] {
  if (node.kind === 'input') return around.inputs === null ? [] : [around.inputs.get(id) ?? null];
  const ports = portsOf(around.graphs, node);
  if (ports === null) return links.map((link) => shapeFrom(link, nodes));
  const byPort = new Map<string, Incoming>();
  for (const link of links) {
    const port = inputPort(ports, link.target.port);
    if (port !== null && !byPort.has(port)) byPort.set(port, shapeFrom(link, nodes));
  }
  const names = isFixed(ports.inputs) ? ports.inputs : [...byPort.keys()].sort((a, b) => Number(a) - Number(b));
  return names.map((name) => byPort.get(name) ?? null);
}

function shapeFrom(link: Link, nodes: ReadonlyMap<string, NodeMeasure>): Incoming {
  const facts = nodes.get(link.source.node);
  if (facts === undefined) return null;
  return facts.severed ? SEVERED : facts.outputShape;
}

type Slot = { readonly scope: Scope; readonly incoming: readonly Incoming[]; readonly value: NodeMeasure };
const slots = new WeakMap<GraphNode, Slot[]>();
const MOST_SLOTS = 6;

function measureNode(node: GraphNode, incoming: readonly Incoming[], around: Surroundings): NodeMeasure {
  const own = slots.get(node) ?? [];
  const known = own.find((slot) => slot.scope === around.scope && equalInputs(slot.incoming, incoming));
  if (node.kind === BLOCK) {
    const value = measureBlock(node, incoming, around, measure);
    if (known && sameMeasure(known.value, value)) return known.value;
    slots.set(node, [{ scope: around.scope, incoming, value }, ...own.filter((slot) => slot !== known)].slice(0, MOST_SLOTS));
    return value;
  }
  if (known) return known.value;
  const value = measureLayer(node, incoming, around.scope);
  slots.set(node, [{ scope: around.scope, incoming, value }, ...own].slice(0, MOST_SLOTS));
  return value;
}

function equalInputs(a: readonly Incoming[], b: readonly Incoming[]): boolean {
  return (
    a.length === b.length &&
    a.every((left, index) => {
      const right = b[index];
      return left === right || (Array.isArray(left) && Array.isArray(right) && sameShape(left, right));
    })
  );
}

function sameMeasure(a: NodeMeasure, b: NodeMeasure): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
