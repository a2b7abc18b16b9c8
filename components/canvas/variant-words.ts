/** The difference of two graphs in words: layers by their mark, and which settings changed. */
import { resolveConfig } from '@/lib/graph/config';
import type { FieldChange, GraphDiff, NodeChange } from '@/lib/graph/diff';
import { isExpression, type Scope } from '@/lib/graph/expression';
import type { ConfigValue, Graph, GraphNode, Graphs } from '@/lib/graph/graph';
import { kindOf } from '@/lib/graph/registry';
import type { Language } from '@/lib/i18n/define';
import type { useTranslations } from 'use-intl';
import { nodeHeading } from './node-text';

type Translate = ReturnType<typeof useTranslations<'canvas'>>;

export type Mark = NodeChange['mark'];
export const marks: readonly Mark[] = ['added', 'removed', 'changed', 'moved'];

export function markWord(mark: Mark, t: Translate): string {
  switch (mark) {
    case 'added':
      return t('markAdded');
    case 'removed':
      return t('markRemoved');
    case 'changed':
      return t('markChanged');
    case 'moved':
      return t('markMoved');
  }
}

/** What stands on a layer: its operation with settings as the block has them, else the name that it was given. */
export function layerTitle(graphs: Graphs, node: GraphNode, scope: Scope, language: Language): string {
  const kind = kindOf(node.kind);
  const config = kind ? resolveConfig(kind.fields, node.config, scope).config : {};
  return nodeHeading(node, config, node.graph === undefined ? undefined : graphs[node.graph]?.name, language).title;
}

function valueWord(value: ConfigValue | undefined, t: Translate): string {
  if (value === undefined) return '–';
  if (typeof value === 'boolean') return t(value ? 'fieldYes' : 'fieldNo');
  return isExpression(value) ? value.slice(1).trim() : String(value);
}

function fieldWord({ name }: FieldChange, node: GraphNode, language: Language, t: Translate): string {
  const field = kindOf(node.kind)?.fields[name];
  if (field) return field.text[language].label;
  switch (name) {
    case 'bypassed':
      return t('fieldBypassed');
    case 'kind':
      return t('fieldKind');
    case 'repeat':
      return t('fieldRepeat');
    case 'graph':
      return t('fieldBlock');
    default:
      return name;
  }
}

/** Choices have words of their own, such as "projection everywhere" for C. */
function choiceWord(change: FieldChange, value: ConfigValue | undefined, node: GraphNode, language: Language, t: Translate): string {
  const field = kindOf(node.kind)?.fields[change.name];
  const word = field?.type === 'choice' && typeof value === 'string' ? field.choiceText?.[language][value] : undefined;
  return word ?? valueWord(value, t);
}

export type DifferenceLine = { readonly mark: Mark; readonly layers: readonly string[]; readonly change: string | null };

/** One line for each mark, and for each change of settings that several layers may share. */
export function differenceLines(graphs: Graphs, before: Graph, after: Graph, diff: GraphDiff, scope: Scope, language: Language, t: Translate): readonly DifferenceLine[] {
  const lines = new Map<string, { readonly mark: Mark; readonly layers: string[]; readonly change: string | null }>();
  const add = (mark: Mark, change: string | null, layer: string): void => {
    const key = `${mark} ${change ?? ''}`;
    const line = lines.get(key);
    if (line) line.layers.push(layer);
    else lines.set(key, { mark, layers: [layer], change });
  };
  for (const [id, { mark, fields }] of diff.nodes) {
    const node = (mark === 'removed' ? before : after).nodes[id];
    const changes = fields.map((change) => t('fieldChange', { field: fieldWord(change, node, language, t), before: choiceWord(change, change.before, before.nodes[id] ?? node, language, t), after: choiceWord(change, change.after, node, language, t) }));
    const called = node.title ?? id;
    const title = layerTitle(graphs, node, scope, language);
    const layer = title === called ? called : `${title} ${called}`;
    if (mark !== 'changed') add(mark, null, layer);
    if (changes.length > 0) add('changed', changes.join(language === 'zh' ? '，' : ', '), called);
  }
  return [...lines.values()].sort((a, b) => marks.indexOf(a.mark) - marks.indexOf(b.mark));
}
