/** A part of a graph as text on the clipboard: JSON that can be pasted here, in another notebook, or from a message. */
import { z } from 'zod';
import { edgeSchema, formatEndPoint, idSchema, nodeSchema, parseEndPoint, type Graph, type GraphEdge, type GraphNode } from '@/lib/graph/graph';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { frameSchema, noteSchema, type Frame, type Layout, type Note } from './document';

const clippingSchema = z.object({
  format: z.literal('skipbook-layers'),
  version: z.literal(1),
  nodes: z.record(idSchema, nodeSchema),
  edges: z.array(edgeSchema),
  positions: z.record(idSchema, z.tuple([z.number(), z.number()])),
  frames: z.array(frameSchema).default([]),
  notes: z.array(noteSchema).default([]),
});
export type Clipping = z.infer<typeof clippingSchema>;

/** The given layers with the wires among them. */
export function clip(graph: Graph, layout: Layout, ids: readonly string[], frames: readonly Frame[] = [], notes: readonly Note[] = []): string {
  const chosen = new Set(ids.filter((id) => id in graph.nodes));
  const clipping = {
    format: 'skipbook-layers',
    version: 1,
    nodes: Object.fromEntries([...chosen].map((id) => [id, graph.nodes[id]])),
    edges: graph.edges.filter(([source, target]) => chosen.has(parseEndPoint(source).node) && chosen.has(parseEndPoint(target).node)),
    positions: Object.fromEntries([...chosen].map((id) => [id, layout.positions[id] ?? [0, 0]])),
    frames,
    notes,
  };
  return JSON.stringify(clipping, null, 2);
}

/** Reads a clipping; text of any other kind is a problem with a sentence. */
export function readClipping(text: string): Result<Clipping, Problem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failure(problem('clipboardNotLayers'));
  }
  const parsed = clippingSchema.safeParse(value);
  if (parsed.success) return success(parsed.data);
  const isOurs = typeof value === 'object' && value !== null && 'format' in value && value.format === 'skipbook-layers';
  return failure(isOurs ? problem('clipboardBroken', {}, { path: parsed.error.issues[0]?.path.join('.') ?? '' }) : problem('clipboardNotLayers'));
}

export type Renewed = { readonly nodes: Readonly<Record<string, GraphNode>>; readonly edges: readonly GraphEdge[]; readonly ids: ReadonlyMap<string, string> };

/** The clipping's layers under ids that are free in a graph, counted on from their own: `conv1` becomes `conv2`. */
export function renewIds(clipping: Clipping, taken: (id: string) => boolean): Renewed {
  const ids = new Map<string, string>();
  const used = new Set<string>();
  for (const id of Object.keys(clipping.nodes)) {
    const stem = id.replace(/\d+$/, '').slice(0, 56) || 'node';
    let number = 1;
    while (taken(`${stem}${number}`) || used.has(`${stem}${number}`)) number++;
    used.add(`${stem}${number}`);
    ids.set(id, `${stem}${number}`);
  }
  const end = (text: string): string | null => {
    const { node, port } = parseEndPoint(text);
    const renewed = ids.get(node);
    return renewed === undefined ? null : formatEndPoint({ node: renewed, port });
  };
  const edges = clipping.edges.flatMap(([from, to]): GraphEdge[] => {
    const [source, target] = [end(from), end(to)];
    return source === null || target === null ? [] : [[source, target]];
  });
  return { nodes: Object.fromEntries(Object.entries(clipping.nodes).map(([id, node]) => [ids.get(id) ?? id, node])), edges, ids };
}
