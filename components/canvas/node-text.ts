/** The words on a node: its heading and its second line. */
import { BLOCK } from '@/lib/graph/blocks';
import type { Config } from '@/lib/graph/config';
import { evaluate, isExpression, type Scope } from '@/lib/graph/expression';
import type { ConfigValue, GraphNode } from '@/lib/graph/graph';
import { kindOf } from '@/lib/graph/registry';
import type { Language } from '@/lib/i18n/define';

export type NodeHeading = { readonly title: string; readonly detail: string };

/** A kind's name, or a block's; an unknown kind is called what the file calls it. */
export function kindName(node: GraphNode, blockName: string | undefined, language: Language): string {
  return kindOf(node.kind)?.text[language].name ?? (blockName === undefined || blockName === '' ? node.kind : blockName);
}

/** A given title takes the place of the operation, which moves to the second line. `config` is resolved; where it is empty, defaults are shown. `scope` holds the parameters of the graph that the node stands in. */
export function nodeHeading(node: GraphNode, config: Config, blockName: string | undefined, language: Language, scope: Scope = {}): NodeHeading {
  const kind = kindOf(node.kind);
  const operation = kind ? kind.text[language].title(config) : kindName(node, blockName, language);
  const detail = kind ? kind.text[language].detail(config) : argumentsText(node, scope);
  if (node.title === undefined) return { title: operation, detail };
  return { title: node.title, detail: detail === '' ? operation : `${operation} · ${detail}` };
}

/** A block's arguments in short: `filters 16 · strides 2`; what cannot be computed stands as it was written. */
function argumentsText(node: GraphNode, scope: Scope): string {
  if (node.kind !== BLOCK) return '';
  return Object.entries(node.arguments ?? {})
    .map(([name, value]) => `${name} ${shownValue(value, scope)}`)
    .join(' · ');
}

/** A value as it counts here: expressions computed over the parameters of the graph that is shown. */
export function shownValue(value: ConfigValue, scope: Scope): string {
  const known = isExpression(value) ? evaluate(value, scope) : null;
  return known?.ok ? String(known.value) : String(value).replace(/^=/, '');
}
