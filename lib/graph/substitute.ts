/** Puts values and expressions in the place of parameters, as unpacking a block needs it; apart because it works on text, not on values. */
import { evaluate, isExpression } from './expression';
import type { ConfigValue, GraphNode } from './graph';

/** What stands for each parameter: a value, or an expression over the enclosing graph's parameters. */
export type Substitutes = Readonly<Record<string, ConfigValue>>;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/g;
const WORDS = new Set(['min', 'max']);

/** Whether a name means something in expressions already. */
export function isWord(name: string): boolean {
  return WORDS.has(name);
}

/** Names of parameters that a value mentions; none if it is no expression. */
export function namesIn(value: ConfigValue): readonly string[] {
  return isExpression(value) ? [...value.slice(1).matchAll(NAME)].map(([name]) => name) : [];
}

/** All values of a node that may be expressions. */
export function valuesOf(node: GraphNode): readonly ConfigValue[] {
  return [...Object.values(node.config ?? {}), ...Object.values(node.arguments ?? {}), ...Object.values(node.repeat?.first ?? {}), ...(node.repeat ? [node.repeat.count] : [])];
}

/** The value with its parameters replaced; a number where nothing is left open. */
export function substitute(value: ConfigValue, substitutes: Substitutes): ConfigValue {
  if (!isExpression(value)) return value;
  const bare = value.slice(1).trim();
  if (Object.hasOwn(substitutes, bare)) return substitutes[bare];
  const text = `=${value.slice(1).replace(NAME, (name) => (!WORDS.has(name) && Object.hasOwn(substitutes, name) ? inside(substitutes[name]) : name))}`;
  if (namesIn(text).some((name) => !WORDS.has(name))) return text;
  const known = evaluate(text, {});
  return known.ok ? known.value : text;
}

function inside(value: ConfigValue): string {
  return isExpression(value) ? `(${value.slice(1)})` : String(value);
}

/** The expression with a parameter called otherwise. */
export function renamed(value: ConfigValue, from: string, to: string): ConfigValue {
  return isExpression(value) ? `=${value.slice(1).replace(NAME, (name) => (name === from ? to : name))}` : value;
}

/** A node with all values that may be expressions changed. */
export function mapValues(node: GraphNode, change: (value: ConfigValue) => ConfigValue): GraphNode {
  const all = (values: Readonly<Record<string, ConfigValue>>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
  return {
    ...node,
    ...(node.config ? { config: all(node.config) } : {}),
    ...(node.arguments ? { arguments: all(node.arguments) } : {}),
    ...(node.repeat ? { repeat: { ...node.repeat, count: change(node.repeat.count), ...(node.repeat.first ? { first: all(node.repeat.first) } : {}) } } : {}),
  };
}

export function substituteNode(node: GraphNode, substitutes: Substitutes): GraphNode {
  return mapValues(node, (value) => substitute(value, substitutes));
}
