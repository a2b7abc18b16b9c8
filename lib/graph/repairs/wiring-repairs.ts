/** Repairs of wires and ends: loops, missing and surplus wires, layers that lead nowhere. */
import { inputNodes, inputPort, isFixed, outputNodes, portsOf } from '../blocks';
import { newNodeId, removeKeepingChain } from '../edits';
import { nameOf, type GraphNode } from '../graph';
import { shortcutSource } from '../shortcut-source';
import { ancestorsOf, descendantsOf, wiringOf, type Link } from '../wiring';
import { candidate, removeWire, type Candidate, type Patient } from './candidate';
import { removeLayer } from './shape-repairs';

/** Wires that lead back, as a walk along the loop from where it is entered meets them. */
export function cycleRepairs({ graph, finding }: Patient): readonly Candidate[] {
  const wiring = wiringOf(graph);
  const members = new Set([finding.place.node ?? '', ...finding.related]);
  const entered = [...members].filter((id) => (wiring.incoming.get(id) ?? []).some(({ source }) => !members.has(source.node)));
  const back: Link[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const start of [...entered, ...members]) {
    if (state.has(start)) continue;
    const walk: { readonly id: string; readonly next: Link[] }[] = [];
    const enter = (id: string): void => {
      state.set(id, 'open');
      walk.push({ id, next: (wiring.outgoing.get(id) ?? []).filter((link) => members.has(link.target.node)) });
    };
    enter(start);
    for (let step = walk.at(-1); step !== undefined; step = walk.at(-1)) {
      const link = step.next.pop();
      if (link === undefined) {
        state.set(step.id, 'done');
        walk.pop();
      } else if (state.get(link.target.node) === 'open') back.push(link);
      else if (!state.has(link.target.node)) enter(link.target.node);
    }
  }
  return back.slice(0, 3).map((link) => removeWire(graph, link.edge));
}

/** All edges that a finding at a node may be about: loose ones, and ones at ports that are not there. */
export function looseEdgeRepairs({ graph, finding }: Patient): readonly Candidate[] {
  const { loose } = wiringOf(graph);
  const text = finding.values.edge;
  return loose.filter(({ edge }) => `${edge[0]} → ${edge[1]}` === text).map(({ edge }) => removeWire(graph, edge));
}

export function badPortRepairs(patient: Patient, node: string): readonly Candidate[] {
  const { graph, around } = patient;
  const wiring = wiringOf(graph);
  const ports = portsOf(around.graphs, graph.nodes[node]);
  if (ports === null) return [];
  const into = (wiring.incoming.get(node) ?? []).filter((link) => inputPort(ports, link.target.port) === null);
  const out = (wiring.outgoing.get(node) ?? []).filter(({ source }) => ports.outputs.length === 0 || (source.port !== null && !ports.outputs.includes(source.port)));
  return [...into, ...out].map(({ edge }) => removeWire(graph, edge));
}

/** Two wires on one input: either one stays. */
export function portTakenRepairs({ graph, around, finding }: Patient, node: string): readonly Candidate[] {
  const ports = portsOf(around.graphs, graph.nodes[node]);
  if (ports === null) return [];
  const links = (wiringOf(graph).incoming.get(node) ?? []).filter((link) => inputPort(ports, link.target.port) === finding.place.port);
  const targets = links.map((link) => link.edge[1]);
  return links.map(({ edge, source }) => candidate('keepWire', { source: nameOf(graph, source.node), target: nameOf(graph, node) }, { removeEdges: targets, addEdges: [edge] }));
}

/** A wire from the one source that suggests itself; or the layer goes. */
export function missingInputRepairs(patient: Patient, node: string): readonly Candidate[] {
  const { graph, finding } = patient;
  const port = finding.place.port;
  const ports = portsOf(patient.around.graphs, graph.nodes[node]);
  if (port === undefined || ports === null) return [];
  const target = isFixed(ports.inputs) && ports.inputs.length === 1 ? node : `${node}:${port}`;
  const source = obviousSource(patient, node);
  const connect = source === null ? [] : [candidate('connectWire', { source: nameOf(graph, source), target: nameOf(graph, node) }, { addEdges: [[source, target]] })];
  const { incoming, outgoing } = wiringOf(graph);
  const spare = (incoming.get(node) ?? []).length === 1 || (outgoing.get(node) ?? []).length === 0;
  return [...connect, ...(spare && graph.nodes[node].kind !== 'output' ? [removeLayer(graph, node)] : [])];
}

function obviousSource({ graph, around }: Patient, node: string): string | null {
  const wiring = wiringOf(graph);
  const behind = descendantsOf(wiring, [node]);
  const open = wiring.order.filter((id) => gives(around.graphs, graph.nodes[id]) && (wiring.outgoing.get(id) ?? []).length === 0 && !behind.has(id));
  if (open.length === 1) return open[0];
  return open.length === 0 ? shortcutSource(graph, node) : null;
}

function gives(graphs: Patient['around']['graphs'], node: GraphNode): boolean {
  return (portsOf(graphs, node)?.outputs.length ?? 0) > 0;
}

/** A layer whose result is not used: to an output that lacks its input, or away. */
export function deadEndRepairs({ graph, around }: Patient, node: string): readonly Candidate[] {
  const wiring = wiringOf(graph);
  const free = outputNodes(graph).filter((id) => (wiring.incoming.get(id) ?? []).length === 0);
  const connect = free.length === 1 && gives(around.graphs, graph.nodes[node]) ? [candidate('connectWire', { source: nameOf(graph, node), target: nameOf(graph, free[0]) }, { addEdges: [[node, free[0]]] })] : [];
  return [...connect, removeLayer(graph, node)];
}

export function noOutputRepairs({ graph, around }: Patient): readonly Candidate[] {
  const wiring = wiringOf(graph);
  const last = wiring.order.findLast((id) => gives(around.graphs, graph.nodes[id]) && (wiring.outgoing.get(id) ?? []).length === 0 && (wiring.incoming.get(id) ?? []).length > 0);
  if (last === undefined) return [];
  const id = newNodeId('output', (other) => Object.hasOwn(graph.nodes, other));
  return [candidate('addOutput', { layer: nameOf(graph, last) }, { addNodes: { [id]: { kind: 'output' } }, addEdges: [[last, id]] })];
}

export function noInputRepairs({ graph, around }: Patient): readonly Candidate[] {
  const wiring = wiringOf(graph);
  const first = wiring.order.find((id) => {
    const ports = portsOf(around.graphs, graph.nodes[id]);
    return ports !== null && isFixed(ports.inputs) && ports.inputs.length === 1 && (wiring.incoming.get(id) ?? []).length === 0;
  });
  if (first === undefined) return [];
  const id = newNodeId('input', (other) => Object.hasOwn(graph.nodes, other));
  return [candidate('addInput', { layer: nameOf(graph, first) }, { addNodes: { [id]: { kind: 'input' } }, addEdges: [[id, first]] })];
}

/** One input is enough for a net: the first one feeds what this one fed. */
export function severalInputsRepairs({ graph }: Patient, node: string): readonly Candidate[] {
  const [first] = inputNodes(graph);
  const links = wiringOf(graph).outgoing.get(node) ?? [];
  if (links.length === 0) return [removeLayer(graph, node)];
  return [candidate('useFirstInput', { first: nameOf(graph, first), layer: nameOf(graph, node) }, { removeNodes: [node], addEdges: links.map(({ edge }) => [first, edge[1]]) })];
}

/** A surplus output goes, with what leads to it alone. */
export function severalOutputsRepairs({ graph }: Patient, node: string): readonly Candidate[] {
  const wiring = wiringOf(graph);
  const kept = ancestorsOf(wiring, outputNodes(graph).filter((id) => id !== node));
  const gone = [...ancestorsOf(wiring, [node])].filter((id) => !kept.has(id));
  return [candidate('removeLayer', { layer: nameOf(graph, node) }, { removeNodes: gone })];
}

export function unknownKindRepairs({ graph }: Patient, node: string): readonly Candidate[] {
  return [candidate('bypassLayer', { layer: nameOf(graph, node) }, { bypass: { [node]: true } }), { ...removeLayer(graph, node), edit: removeKeepingChain(graph, [node]) }];
}
