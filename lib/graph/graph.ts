/**
 * Graphs as they stand in a document (`docs/file-format.md`): nodes by id, edges as pairs of end points, parameters, variants.
 * Schemas are loose: what a newer version wrote is kept word for word.
 */
import { z } from 'zod';

export const ID_PATTERN = /^[a-z][A-Za-z0-9_]{0,63}$/;
export const idSchema = z.string().regex(ID_PATTERN);

/** A number, boolean or choice; a text that starts with `=` is an expression over the enclosing graph's parameters. */
export const valueSchema = z.union([z.number(), z.boolean(), z.string()]);
export type ConfigValue = z.infer<typeof valueSchema>;

export const repeatSchema = z.looseObject({
  count: valueSchema,
  /** Arguments that differ in instance 0. */
  first: z.record(z.string(), valueSchema).optional(),
});

export const nodeSchema = z.looseObject({
  kind: z.string(),
  /** A name that people gave; absent means the id. */
  title: z.string().optional(),
  config: z.record(z.string(), valueSchema).optional(),
  /** Passes its input through; part of the program. */
  bypassed: z.boolean().optional(),
  /** kind `block` only: which definition, with which arguments, how often. */
  graph: idSchema.optional(),
  arguments: z.record(z.string(), valueSchema).optional(),
  repeat: repeatSchema.optional(),
});
export type GraphNode = Readonly<z.infer<typeof nodeSchema>>;

/**
 * `[source, target]`. An end point is `node` or `node:port`; the port is left out where it is the only one.
 * The ports of kinds with any number of inputs (add, concatenate, multiply) are `0`, `1`, … An edge is known by its target: at most one per port.
 */
export const edgeSchema = z.tuple([z.string(), z.string()]).readonly();
export type GraphEdge = readonly [source: string, target: string];

export const parameterSchema = z.looseObject({
  name: z.string().regex(ID_PATTERN),
  type: z.enum(['integer', 'number', 'boolean', 'choice']),
  default: valueSchema,
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  choices: z.array(z.string()).optional(),
});
export type GraphParameter = Readonly<z.infer<typeof parameterSchema>>;

export const graphSchema = z.looseObject({
  name: z.string(),
  parameters: z.array(parameterSchema).readonly().optional(),
  nodes: z.record(idSchema, nodeSchema).readonly(),
  edges: z.array(edgeSchema).readonly(),
  /** Input nodes in the order in which they are ports of the block; those that are not named follow by id. */
  ports: z.array(idSchema).readonly().optional(),
  /** Offered as a block although a cell shows it or nothing uses it. */
  block: z.boolean().optional(),
  /** The active variant stands for this graph; each is a whole graph with the same ports and parameters. */
  variants: z.looseObject({ active: z.string(), of: z.record(z.string(), idSchema) }).optional(),
  /** The graph whose plain or residual counterpart this is. */
  twinOf: idSchema.optional(),
});
export type Graph = Readonly<z.infer<typeof graphSchema>>;
export type Graphs = Readonly<Record<string, Graph>>;

export type EndPoint = { readonly node: string; readonly port: string | null };

export function parseEndPoint(text: string): EndPoint {
  const colon = text.indexOf(':');
  return colon < 0 ? { node: text, port: null } : { node: text.slice(0, colon), port: text.slice(colon + 1) };
}

export function formatEndPoint(end: EndPoint): string {
  return end.port === null ? end.node : `${end.node}:${end.port}`;
}

/** What people call a node: its title, else its id. */
export function nameOf(graph: Graph, id: string): string {
  return graph.nodes[id]?.title ?? id;
}
