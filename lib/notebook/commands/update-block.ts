/** Sets arguments of a block node and how often it is repeated; null takes an own value away, so that what is behind it holds. */
import { z } from 'zod';
import { idSchema, valueSchema, type ConfigValue, type GraphNode } from '@/lib/graph/graph';
import { problem } from '@/lib/util/problem';
import { failure, success } from '@/lib/util/result';
import { defineCommand } from '../command';

const changesSchema = z.record(z.string(), valueSchema.nullable());

export const updateBlock = defineCommand({
  args: z.object({
    graph: idSchema,
    node: idSchema,
    arguments: changesSchema.optional(),
    /** Arguments that differ in the first of a repeated block. */
    first: changesSchema.optional(),
    count: valueSchema.optional(),
  }),
  apply: (document, { graph: id, node, arguments: own = {}, first = {}, count }) => {
    const graph = document.graphs[id];
    if (!graph) return failure(problem('noSuchGraph', { graph: id }, { graph: id }));
    if (!Object.hasOwn(graph.nodes, node)) return failure(problem('noSuchNode', { graph: id, node }, { node }));
    const { arguments: before, repeat, ...rest } = graph.nodes[node];
    const values = changed(before, own);
    const firstValues = changed(repeat?.first, first);
    const times = count ?? repeat?.count ?? 1;
    const repeated = times !== 1 || firstValues !== undefined;
    const { first: _before, ...kept } = { ...repeat };
    const block: GraphNode = {
      ...rest,
      ...(values ? { arguments: values } : {}),
      ...(repeated ? { repeat: { ...kept, count: times, ...(firstValues ? { first: firstValues } : {}) } } : {}),
    };
    return success({ ...document, graphs: { ...document.graphs, [id]: { ...graph, nodes: { ...graph.nodes, [node]: block } } } });
  },
});

function changed(before: Readonly<Record<string, ConfigValue>> | undefined, changes: Readonly<Record<string, ConfigValue | null>>): Record<string, ConfigValue> | undefined {
  const values: Record<string, ConfigValue> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete values[name];
    else values[name] = value;
  }
  return Object.keys(values).length > 0 ? values : undefined;
}
