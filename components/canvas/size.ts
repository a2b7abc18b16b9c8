/** How large a node is drawn, from its kind and config alone: known before anything is drawn, and alike in every language. */
import { BLOCK, portsOf } from '@/lib/graph/blocks';
import { resolveConfig, type Config } from '@/lib/graph/config';
import type { Scope } from '@/lib/graph/expression';
import type { GraphNode } from '@/lib/graph/graph';
import type { AnyKind } from '@/lib/graph/kind';
import { kindOf } from '@/lib/graph/registry';

export type Size = { readonly width: number; readonly height: number };

const LATIN = 6.9;
const HAN = 12.2;
const BESIDE_TITLE = 47;
const BLOCK_WIDTH = 184;
/** Heading, arguments, shortcuts in little, counts. */
const BLOCK_HEIGHT = 98;
const FOOT = { withDetail: 72, alone: 58 };

/** Estimated for 12 px strong, px: what is known before anything is drawn. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((width, letter) => width + (letter.charCodeAt(0) > 0x2e80 ? HAN : LATIN), 0);
}

/** Whether a kind has parameters with this config, tried with the inputs of its examples. */
function hasParameters(kind: AnyKind, config: Config): boolean {
  return kind.examples.some(({ inputs }) => kind.outputShape(inputs, config).ok && kind.parameters(inputs, config).trainable > 0);
}

function measured(node: GraphNode, scope: Scope): Size {
  const kind = kindOf(node.kind);
  if (node.kind === BLOCK) return { width: BLOCK_WIDTH, height: BLOCK_HEIGHT };
  if (kind === undefined) return { width: 148, height: 52 };
  if (kind.look === 'circle') return { width: 44, height: 44 };
  if (kind.look === 'pill') return { width: 64, height: 32 };
  const { config } = resolveConfig(kind.fields, node.config, scope);
  const foot = hasParameters(kind, config);
  const detail = kind.text.en.detail(config) !== '' || node.title !== undefined;
  const titles = node.title === undefined ? [kind.text.en.title(config), kind.text.zh.title(config)] : [node.title];
  const wanted = Math.ceil((BESIDE_TITLE + Math.max(...titles.map(textWidth))) / 4) * 4;
  const least = detail ? 128 : foot ? 84 : 76;
  return { width: Math.min(200, Math.max(least, wanted)), height: detail ? (foot ? FOOT.withDetail : 52) : foot ? FOOT.alone : 36 };
}

const known = new WeakMap<GraphNode, { readonly scope: Scope; readonly size: Size }>();

export function nodeSize(node: GraphNode, scope: Scope): Size {
  const before = known.get(node);
  if (before?.scope === scope) return before.size;
  const size = measured(node, scope);
  known.set(node, { scope, size });
  return size;
}

/** Whether counts stand at a node's foot. */
export function hasFoot(node: GraphNode, scope: Scope): boolean {
  const { height } = nodeSize(node, scope);
  return node.kind === BLOCK || height === FOOT.withDetail || height === FOOT.alone;
}

/** Which sides of a node take wires; a node of an unknown kind takes them at both. */
export function sidesOf(node: GraphNode): { readonly target: boolean; readonly source: boolean } {
  if (node.kind === BLOCK) return { target: true, source: true };
  const ports = portsOf({}, node);
  if (ports === null) return { target: true, source: true };
  const inputs = ports.inputs;
  return { target: 'minimum' in inputs || inputs.length > 0, source: ports.outputs.length > 0 };
}
