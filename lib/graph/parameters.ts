/** Edits of a block's parameters that keep everything that refers to them right: fields inside, arguments of the blocks outside. */
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { BLOCK, countField, definitionOf, fieldOfParameter } from './blocks';
import { resolveValue } from './config';
import type { Scope } from './expression';
import type { Field } from './fields';
import { ID_PATTERN, nameOf, type ConfigValue, type Graph, type GraphNode, type GraphParameter, type Graphs } from './graph';
import { kindOf } from './registry';
import { familyOf, usesOf, withNodes } from './signature';
import { isWord, mapValues, namesIn, renamed, substituteNode } from './substitute';

/** Where a value stands in a node. */
export type Slot = { readonly kind: 'config' | 'arguments' | 'first'; readonly name: string } | { readonly kind: 'count' };

/** A value that mentions a parameter. */
export type ParameterUse = { readonly graph: string; readonly node: string; readonly slot: Slot };

function slotsOf(node: GraphNode): readonly (readonly [Slot, ConfigValue])[] {
  const listed = (kind: 'config' | 'arguments' | 'first', values: Readonly<Record<string, ConfigValue>> | undefined): readonly (readonly [Slot, ConfigValue])[] =>
    Object.entries(values ?? {}).map(([name, value]) => [{ kind, name }, value]);
  return [...listed('config', node.config), ...listed('arguments', node.arguments), ...listed('first', node.repeat?.first), ...(node.repeat ? [[{ kind: 'count' }, node.repeat.count] as const] : [])];
}

/** All values inside the block and its variants that mention the parameter. */
export function usesOfParameter(graphs: Graphs, id: string, name: string): readonly ParameterUse[] {
  return familyOf(graphs, id).flatMap((graph) =>
    Object.entries(graphs[graph].nodes).flatMap(([node, written]) => slotsOf(written).flatMap(([slot, value]) => (namesIn(value).includes(name) ? [{ graph, node, slot }] : []))),
  );
}

/** "conv1, filters": how a place is called in a list of fields. */
function placeName(graphs: Graphs, { graph, node, slot }: ParameterUse): string {
  return `${nameOf(graphs[graph], node)} · ${slot.kind === 'count' ? 'repeat' : slot.name}`;
}

/** What is wrong with a parameter, as a problem with a sentence; null where it may stand in the block. `before` is its present name. */
export function checkParameter(graph: Graph, before: string | null, parameter: GraphParameter): Problem | null {
  const { name, type, minimum, maximum, choices = [] } = parameter;
  const place = { field: 'name' };
  if (!ID_PATTERN.test(name)) return problem('parameterName', place, { name });
  if (isWord(name)) return problem('parameterWord', place, { name });
  if (name !== before && (graph.parameters ?? []).some((other) => other.name === name)) return problem('parameterTaken', place, { name });
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) return problem('parameterBounds', { field: 'minimum' }, { minimum, maximum });
  if (type === 'choice' && (choices.length === 0 || choices.some((choice) => choice.trim() === ''))) return problem('parameterNoChoices', { field: 'choices' });
  const [twice] = choices.filter((choice, index) => choices.indexOf(choice) !== index);
  if (type === 'choice' && twice !== undefined) return problem('parameterChoiceTwice', { field: 'choices' }, { choice: twice });
  const value = resolveValue(fieldOfParameter(parameter), parameter.default, {});
  return value.ok ? null : problem('parameterDefault', { field: 'default' }, { name, value: String(parameter.default), ...boundsOf(parameter) });
}

function boundsOf({ type, minimum, maximum, choices }: GraphParameter): Readonly<Record<string, string>> {
  return { type, minimum: minimum === undefined ? 'none' : String(minimum), maximum: maximum === undefined ? 'none' : String(maximum), choices: (choices ?? []).join(', ') };
}

function inFamily(graphs: Graphs, id: string, change: (graph: Graph) => Graph): Graphs {
  return { ...graphs, ...Object.fromEntries(familyOf(graphs, id).map((member) => [member, change(graphs[member])])) };
}

function withParameters(graph: Graph, parameters: readonly GraphParameter[]): Graph {
  if (parameters.length > 0) return { ...graph, parameters };
  const { parameters: _none, ...rest } = graph;
  return rest;
}

/**
 * Adds a parameter to the block (`before` null), or changes the one that is called `before`. A new name is carried into all
 * expressions inside and all arguments outside; arguments of a type that no longer fits give way to the default.
 */
export function putParameter(graphs: Graphs, id: string, before: string | null, parameter: GraphParameter): Result<Graphs, Problem> {
  const graph = graphs[id];
  const place = { graph: id };
  const known = (graph.parameters ?? []).find((other) => other.name === before);
  if (before !== null && known === undefined) return failure(problem('parameterMissing', place, { name: before }));
  const wrong = checkParameter(graph, before, parameter);
  if (wrong) return failure({ ...wrong, place: { ...place, ...wrong.place } });
  if (before === null || known === undefined) return success(inFamily(graphs, id, (member) => withParameters(member, [...(member.parameters ?? []), parameter])));
  const inside = inFamily(graphs, id, (member) => ({
    ...withParameters(member, (member.parameters ?? []).map((other) => (other.name === before ? parameter : other))),
    ...(before === parameter.name ? {} : { nodes: Object.fromEntries(Object.entries(member.nodes).map(([node, written]) => [node, mapValues(written, (value) => renamed(value, before, parameter.name))])) }),
  }));
  if (before === parameter.name && known.type === parameter.type) return success(inside);
  const fits = (value: ConfigValue): boolean => known.type === parameter.type || resolveTyped(parameter, value);
  return success(withNodes(inside, usesOf(inside, id), (node) => withArguments(node, (name, value) => (name !== before ? [name, value] : fits(value) ? [parameter.name, value] : null))));
}

function resolveTyped(parameter: GraphParameter, value: ConfigValue): boolean {
  return namesIn(value).length > 0 || resolveValue(fieldOfParameter(parameter), value, {}).ok;
}

type Renamed = readonly [name: string, value: ConfigValue] | null;

/** The block node with its arguments renamed or taken away, in the first of its repeats as well. */
function withArguments(node: GraphNode, change: (name: string, value: ConfigValue) => Renamed): GraphNode {
  const { arguments: own, repeat, ...rest } = node;
  const changed = (values: GraphNode['arguments']) => {
    const pairs = Object.entries(values ?? {}).flatMap(([name, value]) => {
      const pair = change(name, value);
      return pair === null ? [] : [pair];
    });
    return pairs.length > 0 ? Object.fromEntries(pairs) : undefined;
  };
  const values = changed(own);
  const { first, ...kept } = repeat ?? { count: 1 };
  const firstValues = changed(first);
  return { ...rest, ...(values ? { arguments: values } : {}), ...(repeat ? { repeat: { ...kept, ...(firstValues ? { first: firstValues } : {}) } } : {}) };
}

/**
 * Takes a parameter away. Where fields inside mention it, that is refused with their names, unless `useDefault` says that
 * the default shall stand in their place.
 */
export function removeParameter(graphs: Graphs, id: string, name: string, useDefault: boolean): Result<Graphs, Problem> {
  const parameter = (graphs[id].parameters ?? []).find((other) => other.name === name);
  if (parameter === undefined) return failure(problem('parameterMissing', { graph: id }, { name }));
  const uses = usesOfParameter(graphs, id, name);
  if (uses.length > 0 && !useDefault) {
    return failure(problem('parameterInUse', { graph: id, field: name }, { name, count: uses.length, fields: uses.map((use) => placeName(graphs, use)).join(', ') }));
  }
  const inside = inFamily(graphs, id, (member) => ({
    ...withParameters(member, (member.parameters ?? []).filter((other) => other.name !== name)),
    ...(uses.length > 0 ? { nodes: Object.fromEntries(Object.entries(member.nodes).map(([node, written]) => [node, substituteNode(written, { [name]: parameter.default })])) } : {}),
  }));
  return success(withNodes(inside, usesOf(inside, id), (node) => withArguments(node, (other, value) => (other === name ? null : [other, value]))));
}

/** The field behind a value of a node, with its bounds; null for fields of a newer version. */
export function fieldAt(graphs: Graphs, node: GraphNode, slot: Slot): Field | null {
  if (slot.kind === 'count') return countField;
  if (slot.kind === 'config') return kindOf(node.kind)?.fields[slot.name] ?? null;
  const parameter = definitionOf(graphs, node.kind === BLOCK ? node.graph : undefined)?.graph.parameters?.find((other) => other.name === slot.name);
  return parameter ? fieldOfParameter(parameter) : null;
}

export function valueAt(node: GraphNode, slot: Slot): ConfigValue | undefined {
  switch (slot.kind) {
    case 'config':
      return node.config?.[slot.name];
    case 'arguments':
      return node.arguments?.[slot.name];
    case 'first':
      return node.repeat?.first?.[slot.name];
    case 'count':
      return node.repeat?.count;
  }
}

function withValue(node: GraphNode, slot: Slot, value: ConfigValue): GraphNode {
  switch (slot.kind) {
    case 'config':
      return { ...node, config: { ...node.config, [slot.name]: value } };
    case 'arguments':
      return { ...node, arguments: { ...node.arguments, [slot.name]: value } };
    case 'first':
      return { ...node, repeat: { ...node.repeat, count: node.repeat?.count ?? 1, first: { ...node.repeat?.first, [slot.name]: value } } };
    case 'count':
      return { ...node, repeat: { ...node.repeat, count: value } };
  }
}

/** The name that a new parameter for this value gets: that of the field, with a number where it is taken. */
export function parameterNameFor(graph: Graph, slot: Slot): string {
  const stem = slot.kind === 'count' ? 'repeat' : slot.name;
  const taken = new Set((graph.parameters ?? []).map(({ name }) => name));
  let name = stem;
  for (let number = 2; taken.has(name); number++) name = `${stem}${number}`;
  return name;
}

/** Makes a value of a node a parameter of the graph that it stands in: the value becomes its default, its field refers to it. */
export function parameterizeValue(graphs: Graphs, id: string, nodeId: string, slot: Slot, scope: Scope): Result<{ readonly graphs: Graphs; readonly name: string }, Problem> {
  const node = graphs[id].nodes[nodeId];
  const place = { graph: id, node: nodeId };
  const field = node === undefined ? null : fieldAt(graphs, node, slot);
  if (node === undefined || field === null) return failure(problem('noSuchNode', place, { node: nodeId }));
  // The first repeat has what the others have where it has nothing of its own.
  const written = valueAt(node, slot) ?? (slot.kind === 'first' ? valueAt(node, { kind: 'arguments', name: slot.name }) : undefined) ?? field.default;
  const resolved = resolveValue(field, written, scope);
  if (!resolved.ok) return failure(problem(resolved.problem.code, place, { layer: nameOf(graphs[id], nodeId), field: slot.kind === 'count' ? 'repeat' : slot.name, ...resolved.problem.values }));
  const name = parameterNameFor(graphs[id], slot);
  const added = putParameter(graphs, id, null, parameterOf(name, field, resolved.value));
  if (!added.ok) return added;
  return success({ name, graphs: withNodes(added.value, [{ graph: id, node: nodeId }], (before) => withValue(before, slot, `=${name}`)) });
}

function parameterOf(name: string, field: Field, value: GraphParameter['default']): GraphParameter {
  switch (field.type) {
    case 'integer':
    case 'number':
      return {
        name,
        type: field.type,
        default: value,
        ...(field.minimum > Number.MIN_SAFE_INTEGER ? { minimum: field.minimum } : {}),
        ...(field.maximum < Number.MAX_SAFE_INTEGER ? { maximum: field.maximum } : {}),
      };
    case 'boolean':
      return { name, type: 'boolean', default: value };
    case 'choice':
      return { name, type: 'choice', default: value, choices: [...field.choices] };
  }
}
