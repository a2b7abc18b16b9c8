'use client';
/** What a screen reader says of a node: "Conv 3×3, 16 filters, 32×32×3 to 32×32×16, from input1"; also the lines of the outline. */
import { useLocale, useTranslations } from 'use-intl';
import { BLOCK } from '@/lib/graph/blocks';
import { kindOf } from '@/lib/graph/registry';
import { formatShape } from '@/lib/graph/shape';
import { activeVariant } from '@/lib/graph/variants';
import type { RepeatPlace } from '@/lib/graph/unroll';
import { wiringOf } from '@/lib/graph/wiring';
import type { Language } from '@/lib/i18n/define';
import { problemSentence } from '@/lib/i18n/format';
import type { NotebookDocument } from '@/lib/notebook/document';
import { scopeSeen, useRoute, type Route } from '@/lib/stores/entered-blocks';
import { inferenceOf, inferenceSeen } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import { shortcutsInside } from '@/lib/stores/shortcut-places';
import { useLook } from './look';
import { nodeHeading, shownValue } from './node-text';

type Translate = ReturnType<typeof useTranslations<'canvas'>>;

/** A layer's name in sentences: its title, else its operation with its id, since there are many "Conv 3×3". */
export function nodeCalled(document: NotebookDocument, graphId: string, nodeId: string, language: Language): string {
  const node = document.graphs[graphId]?.nodes[nodeId];
  if (!node) return nodeId;
  if (node.title !== undefined) return node.title;
  const facts = inferenceOf(document.graphs, graphId)?.nodes.get(nodeId);
  const heading = nodeHeading(node, facts?.config ?? {}, node.graph === undefined ? undefined : document.graphs[node.graph]?.name, language);
  return `${heading.title} (${nodeId})`;
}

function labelOf(document: NotebookDocument, graphId: string, nodeId: string, language: Language, t: Translate, route: Route | null, repeat: RepeatPlace | undefined): string {
  const graph = document.graphs[graphId];
  const node = graph?.nodes[nodeId];
  if (!graph || !node) return nodeId;
  const facts = inferenceSeen(document.graphs, graphId, route)?.nodes.get(nodeId);
  const scope = scopeSeen(document.graphs, graphId, route);
  const { detail } = nodeHeading(node, facts?.config ?? {}, node.graph === undefined ? undefined : document.graphs[node.graph]?.name, language, scope);
  const sources = (wiringOf(graph).incoming.get(nodeId) ?? []).map((link) => nodeCalled(document, graphId, link.source.node, language));
  const parts = [nodeCalled(document, graphId, nodeId, language)];
  const variant = activeVariant(document.graphs, node.graph);
  if (variant !== null) parts.push(t('labelVariant', { name: variant }));
  if (repeat !== undefined) parts.push(t('labelInstance', { number: repeat.index + 1, count: repeat.count }));
  if (node.repeat !== undefined) parts.push(t('labelRepeat', { count: shownValue(node.repeat.count, scope) }));
  const { count, changing } = node.kind === BLOCK ? shortcutsInside(document.graphs, route ?? { root: graphId, path: [] }, nodeId) : { count: 0, changing: 0 };
  if (node.bypassed === true) parts.push(t('bypassed'));
  else if (detail !== '') parts.push(detail);
  if (count > 0) parts.push(t('labelShortcuts', { count, changing }));
  if (facts?.outputShape) parts.push(t('labelOut', { shape: formatShape(facts.outputShape) }));
  if (facts && facts.parameters.trainable > 0) parts.push(t('labelParameters', { count: facts.parameters.trainable }));
  if (sources.length > 0) parts.push(t('labelFrom', { sources: sources.join(language === 'zh' ? '、' : ', ') }));
  else if (kindOf(node.kind)?.kind !== 'input') parts.push(t('labelUnconnected'));
  if (document.layout[graphId]?.pinned?.includes(nodeId)) parts.push(t('pinned'));
  const problem = facts?.problems[0];
  if (problem) parts.push(t('labelProblem', { problem: problemSentence(problem, language) }));
  return parts.join(language === 'zh' ? '，' : ', ');
}

export function useNodeLabel(graphId: string, nodeId: string): string {
  const language = useLocale();
  const t = useTranslations('canvas');
  const route = useRoute();
  const repeat = useLook()?.repeats.get(nodeId);
  return useNotebook((document) => labelOf(document, graphId, nodeId, language, t, route, repeat));
}
