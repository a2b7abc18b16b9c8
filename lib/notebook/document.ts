/**
 * The document of version 1 (`docs/file-format.md`): cells, graphs, layouts, and in files the runs.
 * Loose everywhere: fields and cell kinds of a newer version are kept word for word.
 */
import { z } from 'zod';
import { graphSchema, idSchema, valueSchema } from '@/lib/graph/graph';
import { recipeSchema } from '@/lib/runs/recipe';
import { runRecordSchema, snapshotSchema } from '@/lib/runs/record';

export const DOCUMENT_VERSION = 1;

const pointSchema = z.tuple([z.number(), z.number()]);

export const frameSchema = z.looseObject({
  id: idSchema,
  /** Markdown with formulas, one line. */
  title: z.string(),
  /** Left, top, width, height on the canvas. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});

export const noteSchema = z.looseObject({ id: idSchema, markdown: z.string(), position: pointSchema });

export const layoutSchema = z.looseObject({
  direction: z.enum(['right', 'down']),
  /** Upper left corner of each node, px at zoom 1; a node without one is placed by tidy. */
  positions: z.record(idSchema, pointSchema),
  frames: z.array(frameSchema).optional(),
  notes: z.array(noteSchema).optional(),
  /** Nodes that tidy leaves where they are. */
  pinned: z.array(idSchema).optional(),
});
export type Layout = Readonly<z.infer<typeof layoutSchema>>;
export type Frame = Readonly<z.infer<typeof frameSchema>>;
export type Note = Readonly<z.infer<typeof noteSchema>>;
export type Direction = Layout['direction'];

export const locksSchema = z.looseObject({
  nodes: z.array(idSchema).optional(),
  fields: z.record(idSchema, z.array(z.string())).optional(),
  edges: z.array(z.string()).optional(),
  whole: z.boolean().optional(),
});

/** What every cell has; the rest is the business of its kind (`cells/<kind>.ts`). */
export const cellSchema = z.looseObject({
  id: idSchema,
  kind: z.string(),
  title: z.string().optional(),
  collapsed: z.boolean().optional(),
  locks: locksSchema.optional(),
});
export type Cell = Readonly<z.infer<typeof cellSchema>>;

export const documentSchema = z.looseObject({
  format: z.literal('skipbook'),
  version: z.int().min(1),
  id: idSchema,
  title: z.string(),
  language: z.enum(['en', 'zh']),
  role: z.enum(['notebook', 'source', 'release', 'submission']).optional(),
  /** ISO 8601, of the last edit. */
  modified: z.string().optional(),
  cells: z.array(cellSchema),
  graphs: z.record(idSchema, graphSchema),
  layout: z.record(idSchema, layoutSchema),
  /** In files only; in the browser runs are records of their own in IndexedDB. */
  runs: z.record(idSchema, runRecordSchema).optional(),
  snapshots: z.record(z.string(), snapshotSchema).optional(),
  assignment: z.looseObject({ private: z.unknown().optional() }).optional(),
});
export type NotebookDocument = Readonly<z.infer<typeof documentSchema>>;

export const textCellSchema = cellSchema.extend({ kind: z.literal('text'), markdown: z.string() });
export const graphCellSchema = cellSchema.extend({ kind: z.literal('graph'), graph: idSchema, height: z.number().optional() });
export const trainCellSchema = cellSchema.extend({
  kind: z.literal('train'),
  /** The net to train; null until chosen. */
  graph: idSchema.nullable(),
  arguments: z.record(z.string(), valueSchema).optional(),
  data: z.string(),
  recipe: recipeSchema,
  /** `auto` lets the self-test choose. */
  device: z.enum(['auto', 'webgpu', 'webgl', 'wasm']).optional(),
  /** Ids of run records, oldest first. */
  runs: z.array(idSchema),
});
export type TrainCell = Readonly<z.infer<typeof trainCellSchema>>;
