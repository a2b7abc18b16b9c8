/** What a repair is found from and what is proposed, before it is tried and its price is known. */
import { noEdit } from '../edit';
import type { Finding } from '../find-problems';
import { nameOf, type Graph, type GraphEdge } from '../graph';
import type { GraphEdit, Repair } from '../inference';
import type { Measure, Surroundings } from '../measured-graph';
import type { RepairCode } from '../problem-codes';

export type Patient = { readonly graph: Graph; readonly graphId: string; readonly measured: Measure; readonly around: Surroundings; readonly finding: Finding };

export type Candidate = { readonly code: RepairCode; readonly values: Repair['values']; readonly edit: GraphEdit };

export function candidate(code: RepairCode, values: Repair['values'], edit: Partial<GraphEdit>): Candidate {
  return { code, values, edit: { ...noEdit, ...edit } };
}

/** Takes one edge away, also where another one has the same target. */
export function removeWire(graph: Graph, edge: GraphEdge): Candidate {
  const others = graph.edges.filter((other) => other[1] === edge[1] && other !== edge);
  const [source, target] = edge.map((end) => nameOf(graph, end.split(':')[0]));
  return candidate('removeWire', { source, target }, { removeEdges: [edge[1]], addEdges: others.slice(0, 1) });
}

export function setField(patient: Patient, node: string, field: string, value: number | boolean | string): Candidate {
  return candidate('setField', { layer: nameOf(patient.graph, node), field, value: String(value) }, { configure: { [node]: { [field]: value } } });
}
