/**
 * How a document is written: two spaces, the fields of the schema in a fixed order, others by name behind them, and one line
 * for each node, edge, place and field of a cell, so that a change of one thing is a change of one line.
 */

type Json = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Field order by what an object is; `*` stands for any key of a record or place in a list. */
const orders: readonly { readonly path: string; readonly fields: readonly string[] }[] = [
  { path: '', fields: ['format', 'version', 'id', 'title', 'language', 'role', 'modified', 'cells', 'graphs', 'layout', 'runs', 'snapshots', 'assignment'] },
  { path: 'cells.*', fields: ['id', 'kind', 'title', 'collapsed', 'locks', 'markdown', 'graph', 'arguments', 'data', 'recipe', 'device', 'height', 'runs'] },
  { path: 'graphs.*', fields: ['name', 'parameters', 'nodes', 'edges', 'variants', 'twinOf'] },
  { path: 'graphs.*.nodes.*', fields: ['kind', 'title', 'config', 'bypassed', 'graph', 'arguments', 'repeat'] },
  { path: 'graphs.*.parameters.*', fields: ['name', 'type', 'default', 'minimum', 'maximum', 'choices'] },
  { path: 'layout.*', fields: ['direction', 'positions', 'frames', 'notes', 'pinned'] },
  { path: 'runs.*', fields: ['id', 'cell', 'started', 'state', 'program', 'snapshot', 'recipe', 'dataset', 'device', 'versions', 'steps', 'totalSteps', 'stepCurve', 'epochCurve', 'result', 'failure', 'origin'] },
  { path: 'snapshots.*', fields: ['graphs', 'root', 'arguments'] },
];

/** Records keyed by ids: written in the document's own order. */
const keyedById = ['graphs', 'layout', 'runs', 'snapshots', 'graphs.*.nodes', 'layout.*.positions', 'graphs.*.variants.of'];

/** From here on all is written on one line. */
const inline = ['cells.*.*', 'graphs.*.parameters.*', 'graphs.*.nodes.*', 'graphs.*.edges.*', 'graphs.*.variants', 'layout.*.positions.*', 'layout.*.frames.*', 'layout.*.notes.*', 'layout.*.pinned', 'runs.*.*'];

/** Graphs inside a snapshot are written as graphs of the document. */
function general(path: readonly string[]): readonly string[] {
  return path[0] === 'snapshots' && path[2] === 'graphs' ? path.slice(2) : path;
}

function fits(path: readonly string[], pattern: string): boolean {
  const parts = pattern === '' ? [] : pattern.split('.');
  return parts.length === path.length && parts.every((part, index) => part === '*' || part === path[index]);
}

/** The entries of an object in the order in which they are written. */
function ordered(object: Json, path: readonly string[]): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  const place = general(path);
  if (keyedById.some((pattern) => fits(place, pattern))) return entries;
  const fields = orders.find((order) => fits(place, order.path))?.fields ?? [];
  const rank = (name: string) => (fields.includes(name) ? fields.indexOf(name) : fields.length);
  return entries.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function compact(value: unknown, path: readonly string[]): string {
  if (Array.isArray(value)) return `[${value.map((item: unknown, index) => compact(item, [...path, String(index)])).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const entries = ordered(value, path);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([name, item]) => `${JSON.stringify(name)}: ${compact(item, [...path, name])}`).join(', ')} }`;
}

function lines(open: string, items: readonly string[], close: string, depth: number): string {
  if (items.length === 0) return open + close;
  const indent = '  '.repeat(depth + 1);
  return `${open}\n${items.map((item) => indent + item).join(',\n')}\n${'  '.repeat(depth)}${close}`;
}

function pretty(value: unknown, path: readonly string[], depth: number): string {
  if (inline.some((pattern) => fits(general(path), pattern))) return compact(value, path);
  if (Array.isArray(value)) return lines('[', value.map((item: unknown, index) => pretty(item, [...path, String(index)], depth + 1)), ']', depth);
  if (!isRecord(value)) return JSON.stringify(value);
  return lines('{', ordered(value, path).map(([name, item]) => `${JSON.stringify(name)}: ${pretty(item, [...path, name], depth + 1)}`), '}', depth);
}

export function formatDocument(document: Json): string {
  return `${pretty(document, [], 0)}\n`;
}
