/** Repairs where shapes do not fit: at an addition, before a dense layer, under a kernel. */
import { insertOnWire, newNodeId, removeKeepingChain } from '../edits';
import { noEdit } from '../edit';
import { isExpression } from '../expression';
import { nameOf, type ConfigValue, type Graph, type GraphNode } from '../graph';
import { mismatchAt, type Mismatch } from '../mismatch';
import type { RepairCode } from '../problem-codes';
import { formatShape, sameShape, type Shape } from '../shape';
import { wiringOf } from '../wiring';
import { candidate, removeWire, setField, type Candidate, type Patient } from './candidate';

/** Projection, zero-padding or identity on the shortcut; else strides and filters of the branch; else the wire goes. */
export function mismatchRepairs(patient: Patient, node: string): readonly Candidate[] {
  const mismatch = mismatchAt(patient.graph, patient.measured, node);
  if (mismatch === null) return [];
  const source = mismatch.other.source.node;
  const onShortcut = patient.graph.nodes[source].kind === 'shortcut' ? convertShortcut(patient, mismatch, source) : insertShortcut(patient, mismatch);
  const repairs = [...onShortcut, ...changeBranch(patient, mismatch)];
  return repairs.length > 0 ? repairs : [removeWire(patient.graph, mismatch.other.edge)];
}

const MOST_STRIDES = 16;

/** Strides that take the one size to the other, or null. */
function stridesBetween(from: Shape, to: Shape): number | null {
  for (let strides = 1; strides <= MOST_STRIDES; strides++) {
    if (Math.ceil(from[0] / strides) === to[0] && Math.ceil(from[1] / strides) === to[1]) return strides;
  }
  return null;
}

/** A field of the branch that is an expression with this value, so that a definition stays general; else the number. */
function asInBranch(patient: Patient, mismatch: Mismatch, field: string, value: number): ConfigValue {
  for (const id of mismatch.path) {
    const raw = patient.graph.nodes[id].config?.[field];
    if (isExpression(raw) && patient.measured.nodes.get(id)?.config?.[field] === value) return raw;
  }
  return value;
}

type Fit = { readonly filters: number; readonly strides: number; readonly config: { readonly filters: ConfigValue; readonly strides: ConfigValue } };

function fitBetween(patient: Patient, mismatch: Mismatch, from: Shape): Fit | null {
  const to = mismatch.branchShape;
  if (from.length !== 3 || to.length !== 3) return null;
  const strides = stridesBetween(from, to);
  if (strides === null) return null;
  return { filters: to[2], strides, config: { filters: asInBranch(patient, mismatch, 'filters', to[2]), strides: asInBranch(patient, mismatch, 'strides', strides) } };
}

function insertShortcut(patient: Patient, mismatch: Mismatch): readonly Candidate[] {
  const { graph } = patient;
  const fit = fitBetween(patient, mismatch, mismatch.otherShape);
  if (fit === null) return [];
  const insert = (code: RepairCode, type: string): readonly Candidate[] => {
    const id = newNodeId('shortcut', (other) => Object.hasOwn(graph.nodes, other));
    const edit = insertOnWire(graph, mismatch.other.edge[1], id, { kind: 'shortcut', config: { type, ...fit.config } });
    return edit === null ? [] : [candidate(code, { filters: fit.filters, strides: fit.strides }, edit)];
  };
  return [...insert('insertProjection', 'projection'), ...(fit.filters >= mismatch.otherShape[2] ? insert('insertZeroPadding', 'zeroPadding') : [])];
}

function convertShortcut(patient: Patient, mismatch: Mismatch, id: string): readonly Candidate[] {
  const [input] = patient.measured.nodes.get(id)?.inputShapes ?? [];
  if (!input) return [];
  const layer = nameOf(patient.graph, id);
  if (sameShape(input, mismatch.branchShape)) return [candidate('makeIdentity', { layer }, { configure: { [id]: { type: 'identity' } } })];
  const fit = fitBetween(patient, mismatch, input);
  if (fit === null) return [];
  const convert = (code: RepairCode, type: string) => candidate(code, { layer, filters: fit.filters, strides: fit.strides }, { configure: { [id]: { type, ...fit.config } } });
  const both = [convert('makeProjection', 'projection'), ...(fit.filters >= input[2] ? [convert('makeZeroPadding', 'zeroPadding')] : [])];
  return patient.measured.nodes.get(id)?.config?.type === 'zeroPadding' ? both.reverse() : both;
}

/** Strides 1 and the filters of the shortcut, for the layers of the branch that have them as numbers; filters like the last layer's change with it. */
function changeBranch(patient: Patient, mismatch: Mismatch): readonly Candidate[] {
  const configOf = (id: string) => patient.measured.nodes.get(id)?.config;
  const changes: Record<string, Record<string, number>> = {};
  const strided = mismatch.path.filter((id) => Number(configOf(id)?.strides ?? 1) > 1);
  for (const id of mismatch.otherShape[0] === mismatch.branchShape[0] ? [] : strided) changes[id] = { strides: 1 };
  const channels = mismatch.otherShape[2];
  const last = mismatch.path.find((id) => configOf(id)?.filters !== undefined);
  const filters = last === undefined ? channels : configOf(last)?.filters;
  const alike = filters === channels ? [] : mismatch.path.filter((id) => configOf(id)?.filters === filters);
  for (const id of alike) changes[id] = { ...changes[id], filters: channels };
  const raw = Object.entries(changes).flatMap(([id, fields]) => Object.keys(fields).map((field) => patient.graph.nodes[id].config?.[field]));
  if (raw.length === 0 || raw.some(isExpression)) return [];
  const setsStrides = Object.values(changes).some((fields) => 'strides' in fields);
  const setsFilters = Object.values(changes).some((fields) => 'filters' in fields);
  const change = setsStrides && setsFilters ? 'both' : setsStrides ? 'strides' : 'filters';
  return [candidate('changeBranch', { change, filters: channels, layers: Object.keys(changes).map((id) => nameOf(patient.graph, id)).join(', ') }, { configure: changes })];
}

/** An image where a vector is needed. */
export function vectorRepairs(patient: Patient, node: string): readonly Candidate[] {
  return [
    ...insertBefore(patient, node, 'insertGlobalPooling', { kind: 'globalAveragePooling2d' }),
    ...insertBefore(patient, node, 'insertFlatten', { kind: 'flatten' }),
  ];
}

function insertBefore({ graph }: Patient, node: string, code: RepairCode, added: GraphNode): readonly Candidate[] {
  const id = newNodeId(added.kind, (other) => Object.hasOwn(graph.nodes, other));
  const target = wiringOf(graph).incoming.get(node)?.[0]?.edge[1];
  const edit = target === undefined ? null : insertOnWire(graph, target, id, added);
  return edit === null ? [] : [candidate(code, {}, edit)];
}

/** A vector where an image is needed: without the layer that made it one. */
export function imageRepairs({ graph }: Patient, node: string): readonly Candidate[] {
  const link = wiringOf(graph).incoming.get(node)?.[0];
  if (link === undefined) return [];
  const source = graph.nodes[link.source.node];
  const flattens = source.kind === 'flatten' || source.kind === 'globalAveragePooling2d';
  return [flattens ? removeLayer(graph, link.source.node) : removeWire(graph, link.edge)];
}

export function removeLayer(graph: Graph, id: string): Candidate {
  return { code: 'removeLayer', values: { layer: nameOf(graph, id) }, edit: removeKeepingChain(graph, [id]) };
}

/** A kernel that is larger than what it slides over. */
export function kernelRepairs(patient: Patient, node: string): readonly Candidate[] {
  const facts = patient.measured.nodes.get(node);
  const [input] = facts?.inputShapes ?? [];
  const field = patient.finding.place.field ?? 'kernelSize';
  if (!input) return [];
  return [setField(patient, node, 'padding', 'same'), setField(patient, node, field, Math.min(input[0], input[1]))];
}

/** Zero-padding cannot take channels away, a projection can. */
export function paddingRepairs(patient: Patient, node: string): readonly Candidate[] {
  const [input] = patient.measured.nodes.get(node)?.inputShapes ?? [];
  const config = patient.measured.nodes.get(node)?.config;
  if (!input || !config) return [];
  const values = { layer: nameOf(patient.graph, node), filters: Number(config.filters), strides: Number(config.strides) };
  return [candidate('makeProjection', values, { configure: { [node]: { type: 'projection' } } }), setField(patient, node, 'filters', input[2])];
}

/** Fewer groups, down to the largest number that divides both sides, or as many filters as the groups can share out. */
export function groupRepairs(patient: Patient, node: string): readonly Candidate[] {
  const facts = patient.measured.nodes.get(node);
  const [input] = facts?.inputShapes ?? [];
  if (!input || !facts?.config) return [];
  const [groups, filters, channels] = [Number(facts.config.groups), Number(facts.config.filters), input[2]];
  const divides = (count: number) => channels % count === 0 && filters % count === 0;
  const fewer = Array.from({ length: Math.min(groups, channels, filters) }, (_, index) => index + 1).findLast(divides) ?? 1;
  const changes: readonly (readonly [string, number])[] = [['groups', fewer], ...(channels % groups === 0 ? [['filters', Math.ceil(filters / groups) * groups] as const] : [])];
  return changes.filter(([field]) => !isExpression(patient.graph.nodes[node].config?.[field])).map(([field, value]) => setField(patient, node, field, value));
}

/** A layer that was bypassed though it changes the shape. */
export function bypassRepairs({ graph, measured }: Patient, node: string): readonly Candidate[] {
  const facts = measured.nodes.get(node);
  return facts === undefined ? [] : [candidate('endBypass', { layer: nameOf(graph, node), shape: formatShape(facts.outputShape) }, { ...noEdit, bypass: { [node]: false } })];
}
