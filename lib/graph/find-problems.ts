/** Everything that is wrong with a graph, each with its place; the repairs are found apart. */
import { BLOCK, inputNodes, inputPort, isFixed, MOST_CALLS, outputNodes, portsOf } from './blocks';
import { nameOf, type Graph, type GraphNode } from './graph';
import type { GraphProblem } from './inference';
import type { NodeMeasure } from './measure-layer';
import type { Measure, Surroundings } from './measured-graph';
import { mismatchAt } from './mismatch';
import type { KindProblem } from './kind';
import type { GraphProblemCode } from './problem-codes';
import { kindOf } from './registry';
import { formatShape, sameShape } from './shape';
import { ancestorsOf, wiringOf, type Link, type Wiring } from './wiring';

/** A problem as it is found, before its repairs are known. */
export type Finding = Omit<GraphProblem, 'repairs'>;

type Code = GraphProblemCode | KindProblem['code'];

type Search = { readonly graph: Graph; readonly graphId: string; readonly wiring: Wiring; readonly measured: Measure; readonly around: Surroundings };
type Details = { readonly port?: string; readonly field?: string; readonly values?: Finding['values']; readonly related?: readonly string[]; readonly text?: Finding['text'] };

function finding(search: Search, severity: Finding['severity'], code: Code, node: string | null, details: Details = {}): Finding {
  const { port, field, values = {}, related = [], text } = details;
  const place = { graph: search.graphId, ...(node === null ? {} : { node }), ...(port === undefined ? {} : { port }), ...(field === undefined ? {} : { field }) };
  return { severity, code, place, values: node === null ? values : { layer: nameOf(search.graph, node), ...values }, related, ...(text === undefined ? {} : { text }) };
}

/** Errors first, each lot in topological order of their places. */
export function findProblems(graph: Graph, graphId: string, measured: Measure, around: Surroundings): readonly Finding[] {
  const search: Search = { graph, graphId, wiring: wiringOf(graph), measured, around };
  const found = [...cycleProblems(search), ...edgeProblems(search), ...nodeProblems(search), ...endProblems(search)];
  const position = new Map(search.wiring.order.map((id, index) => [id, index]));
  const rank = (problem: Finding) => (problem.severity === 'error' ? 0 : 1e9) + (position.get(problem.place.node ?? '') ?? -1);
  return found
    .map((problem, index) => ({ problem, index }))
    .sort((a, b) => rank(a.problem) - rank(b.problem) || a.index - b.index)
    .map(({ problem }) => problem);
}

function cycleProblems(search: Search): readonly Finding[] {
  return search.wiring.cycles.map((members) => {
    const loop = loopAmong(search.wiring, members);
    return finding(search, 'error', 'cycle', members[0], { related: members.slice(1), values: { members: loop.map((id) => nameOf(search.graph, id)).join(' → ') } });
  });
}

/** A shortest way along the wires from where these nodes are entered back to there, which stands at both ends. */
function loopAmong({ incoming, outgoing }: Wiring, members: readonly string[]): readonly string[] {
  const inside = new Set(members);
  const start = members.find((id) => (incoming.get(id) ?? []).some(({ source }) => !inside.has(source.node))) ?? members[0];
  const ways = new Map<string, readonly string[]>([[start, [start]]]);
  for (const [id, way] of ways) {
    for (const { target } of outgoing.get(id) ?? []) {
      if (target.node === start) return [...way, start];
      if (inside.has(target.node) && !ways.has(target.node)) ways.set(target.node, [...way, target.node]);
    }
  }
  return members;
}

function edgeProblems(search: Search): readonly Finding[] {
  const { graph, wiring, around } = search;
  const found: Finding[] = [];
  for (const link of wiring.loose) {
    const node = [link.target.node, link.source.node].find((id) => Object.hasOwn(graph.nodes, id)) ?? null;
    found.push(finding(search, 'error', 'edgeToNothing', node, { values: { edge: `${link.edge[0]} → ${link.edge[1]}` } }));
  }
  for (const id of wiring.order) {
    const ports = portsOf(around.graphs, graph.nodes[id]);
    if (ports === null) continue;
    const taken = new Map<string, Link>();
    for (const link of wiring.incoming.get(id) ?? []) {
      const port = inputPort(ports, link.target.port);
      const other = port === null ? undefined : taken.get(port);
      if (port === null) {
        const none = isFixed(ports.inputs) && ports.inputs.length === 0;
        found.push(finding(search, 'error', none ? 'takesNoInput' : 'noSuchPort', id, { port: link.target.port ?? undefined, values: { port: link.target.port ?? '' }, related: [link.source.node] }));
      } else if (other) {
        found.push(finding(search, 'error', 'portTaken', id, { port, values: { first: nameOf(graph, other.source.node), second: nameOf(graph, link.source.node) }, related: [other.source.node, link.source.node] }));
      } else taken.set(port, link);
    }
    for (const link of wiring.outgoing.get(id) ?? []) {
      if (ports.outputs.length === 0) found.push(finding(search, 'error', 'givesNoOutput', id, { related: [link.target.node] }));
      else if (link.source.port !== null && !ports.outputs.includes(link.source.port)) {
        found.push(finding(search, 'error', 'noSuchPort', id, { port: link.source.port, values: { port: link.source.port }, related: [link.target.node] }));
      }
    }
  }
  return found;
}

function nodeProblems(search: Search): readonly Finding[] {
  const { graph, wiring, measured } = search;
  const cyclic = new Set(wiring.cycles.flat());
  const outputs = outputNodes(graph);
  const live = ancestorsOf(wiring, outputs);
  const found: Finding[] = [];
  for (const id of wiring.order) {
    const node = graph.nodes[id];
    const facts = measured.nodes.get(id);
    if (facts === undefined) continue;
    if (node.kind !== BLOCK && node.bypassed !== true && kindOf(node.kind) === undefined) found.push(finding(search, 'error', 'unknownKind', id, { values: { kind: node.kind } }));
    for (const { code, field, values } of facts.configProblems) found.push(finding(search, 'error', code, id, { field, values: { field, ...values } }));
    if (facts.problem) {
      const { code, values, port, field } = facts.problem;
      const text = 'text' in facts.problem ? facts.problem.text : undefined;
      const mismatch = code === 'shapesDiffer' ? mismatchAt(graph, measured, id) : null;
      found.push(finding(search, 'error', code, id, { values: { ...values, ...mismatch?.values }, text, port, field, related: mismatch?.related ?? sourcesOf(wiring, id) }));
    }
    if (cyclic.has(id)) continue;
    found.push(...connectionProblems(search, id, node, live.has(id), outputs.length > 0));
    if (node.bypassed === true) found.push(...bypassProblems(search, id, node, facts));
  }
  return found;
}

function sourcesOf(wiring: Wiring, id: string): readonly string[] {
  return [...new Set((wiring.incoming.get(id) ?? []).map((link) => link.source.node))];
}

function connectionProblems(search: Search, id: string, node: GraphNode, live: boolean, hasOutput: boolean): readonly Finding[] {
  const { wiring, around, graph } = search;
  const ports = portsOf(around.graphs, node);
  const incoming = wiring.incoming.get(id) ?? [];
  const outgoing = wiring.outgoing.get(id) ?? [];
  const sink = node.kind === 'output';
  const source = node.kind === 'input';
  if (incoming.length === 0 && outgoing.length === 0 && !sink && !source) return [finding(search, 'warning', 'isolated', id)];
  const found: Finding[] = [];
  const severity = live || !hasOutput ? 'error' : 'warning';
  if (ports !== null) {
    for (const port of missingPorts(ports.inputs, incoming, (name) => inputPort(ports, name))) {
      found.push(finding(search, severity, 'missingInput', id, { port, values: { port, connected: incoming.length } }));
    }
  }
  if (outgoing.length === 0 && !sink && hasOutput && incoming.length > 0) found.push(finding(search, 'warning', 'deadEnd', id));
  if (source && outgoing.length === 0 && Object.keys(graph.nodes).length > 1 && hasOutput) found.push(finding(search, 'warning', 'deadEnd', id));
  return found;
}

function missingPorts(inputs: readonly string[] | { readonly minimum: number }, incoming: readonly Link[], portOf: (port: string | null) => string | null): readonly string[] {
  const connected = new Set(incoming.map((link) => portOf(link.target.port)));
  if (isFixed(inputs)) return inputs.filter((port) => !connected.has(port));
  const free: string[] = [];
  for (let port = 0; connected.size + free.length < inputs.minimum; port++) if (!connected.has(String(port))) free.push(String(port));
  return free.slice(0, 1);
}

function bypassProblems(search: Search, id: string, node: GraphNode, facts: NodeMeasure): readonly Finding[] {
  const kind = kindOf(node.kind);
  const [input] = facts.inputShapes;
  if (kind === undefined || facts.config === null || !input || !isFixed(kind.ports.inputs)) return [];
  const own = kind.outputShape([input], facts.config);
  if (!own.ok || sameShape(own.shape, input)) return [];
  return [finding(search, 'warning', 'bypassChangesShape', id, { values: { before: formatShape(own.shape), after: formatShape(input) } })];
}

/** Inputs and outputs of the graph as a whole. */
function endProblems(search: Search): readonly Finding[] {
  const { graph, wiring, measured, around } = search;
  const found: Finding[] = [];
  const inputs = inputNodes(graph);
  const outputs = outputNodes(graph);
  if (Object.keys(graph.nodes).length === 0) return [];
  if (inputs.length === 0) found.push(finding(search, 'error', 'noInput', null));
  if (outputs.length === 0) found.push(finding(search, 'error', 'noOutput', null));
  if (inputs.length > 1 && !isUsed(around, search.graphId)) for (const id of inputs.slice(1)) found.push(finding(search, 'error', 'severalInputs', id, { related: inputs.filter((other) => other !== id) }));
  for (const id of outputs.slice(1)) found.push(finding(search, 'error', 'severalOutputs', id, { related: outputs.filter((other) => other !== id) }));
  if (measured.calls > MOST_CALLS) found.push(finding(search, 'error', 'tooManyLayers', null, { values: { limit: MOST_CALLS, layers: measured.calls } }));
  for (const id of outputs) {
    if (measured.nodes.get(id)?.severed) found.push(finding(search, 'error', 'nothingArrives', id));
    for (const { source } of wiring.incoming.get(id) ?? []) {
      const facts = measured.nodes.get(source.node);
      const node = graph.nodes[source.node];
      if (node.kind === 'activation' && node.bypassed !== true && facts?.config?.activation === 'softmax') found.push(finding(search, 'warning', 'finalSoftmax', source.node, { related: [id] }));
    }
  }
  return found;
}

/** Whether another graph uses this one as a block: then it may have several inputs. */
function isUsed(around: Surroundings, graphId: string): boolean {
  return Object.values(around.graphs).some((graph) => Object.values(graph.nodes).some((node) => node.kind === BLOCK && node.graph === graphId));
}
