'use client';
/** What a shortcut is and where it stands, in words. */
import type { useTranslations } from 'use-intl';
import type { FormCounts } from '@/lib/graph/policy-options';
import { nameOf, type Graphs } from '@/lib/graph/graph';
import type { ShortcutPlace } from '@/lib/graph/shortcut-places';

type Translate = ReturnType<typeof useTranslations<'shortcuts'>>;

const forms = ['identity', 'zeroPadding', 'projection', 'severed', 'layer'] as const;

/** `7 identity, 2 zero-padding`; `none` where there is nothing. */
export function formsText(counts: FormCounts, t: Translate, language: string): string {
  const parts = forms.filter((form) => counts[form] > 0).map((form) => t('formCount', { form, count: counts[form] }));
  return parts.length === 0 ? 'none' : parts.join(language === 'zh' ? '、' : ', ');
}

export function formText({ form, strides }: ShortcutPlace, t: Translate): string {
  const text = t('form', { form });
  return strides === 1 || form === 'severed' || form === 'identity' ? text : t('strides', { form: text, strides });
}

/** `stage2, block 1 of 3`; in a net without blocks the shortcut's own name. */
export function placeText(graphs: Graphs, root: string, place: ShortcutPlace, t: Translate): string {
  let graph = graphs[root];
  const parts: string[] = [];
  for (const { node, index, times, count } of place.levels) {
    const name = nameOf(graph, node);
    parts.push(t('placeBlock', { name, count, from: index + 1, to: index + times, times }));
    graph = graphs[graph.nodes[node]?.graph ?? ''] ?? graph;
  }
  const { node, addition } = place.way;
  if (parts.length === 0) return node === null ? t('placeWire', { name: nameOf(graph, addition ?? '') }) : nameOf(graph, node);
  return parts.reduce((outer, inner) => t('placeInside', { outer, inner }));
}
