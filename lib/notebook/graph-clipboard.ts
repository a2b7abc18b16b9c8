/** A part of a graph as text on the clipboard: JSON that can be pasted here, in another notebook, or from a message. */
import { z } from 'zod';
import { copyFragment } from '@/lib/graph/edits';
import { withinDefinition } from '@/lib/graph/bring-definitions';
import { edgeSchema, graphSchema, idSchema, nodeSchema } from '@/lib/graph/graph';
import { problem, type Problem } from '@/lib/util/problem';
import { failure, success, type Result } from '@/lib/util/result';
import { frameSchema, noteSchema, type Frame, type Layout, type NotebookDocument, type Note } from './document';

const clippingSchema = z.object({
  format: z.literal('skipbook-layers'),
  version: z.literal(1),
  nodes: z.record(idSchema, nodeSchema),
  edges: z.array(edgeSchema),
  positions: z.record(idSchema, z.tuple([z.number(), z.number()])),
  frames: z.array(frameSchema).default([]),
  notes: z.array(noteSchema).default([]),
  /** The notebook that it was copied from, and the definitions of its blocks with all that these are made of. */
  notebook: idSchema.optional(),
  graphs: z.record(idSchema, graphSchema).default({}),
});
export type Clipping = z.infer<typeof clippingSchema>;

/** The given layers with the wires among them, and what their blocks stand for. */
export function clip(document: Pick<NotebookDocument, 'id' | 'graphs'>, graphId: string, layout: Layout, ids: readonly string[], frames: readonly Frame[] = [], notes: readonly Note[] = []): string {
  const fragment = copyFragment(document.graphs[graphId], ids);
  const used = Object.values(fragment.nodes).flatMap((node) => (node.graph === undefined ? [] : [node.graph]));
  const clipping = {
    format: 'skipbook-layers',
    version: 1,
    ...fragment,
    positions: Object.fromEntries(Object.keys(fragment.nodes).map((id) => [id, layout.positions[id] ?? [0, 0]])),
    frames,
    notes,
    notebook: document.id,
    ...(used.length > 0 ? { graphs: withinDefinition(document.graphs, used) } : {}),
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
