'use client';
/** Puts the layers of the palette and what can be done with the selected ones into the command palette while this canvas's cell is the active one. */
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useContributedActions, type ContributedAction } from '@/components/actions/registry';
import { BLOCK } from '@/lib/graph/blocks';
import { paletteChoices } from '@/lib/graph/connect';
import { isReplaceable } from '@/lib/graph/replace';
import { useRoute } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useSelectedNodes, useSelection } from '@/lib/stores/selection';
import { useCanvas, type CanvasParts } from './canvas-context';
import { openReplace } from './replace-menu';

const nothing: readonly ContributedAction[] = [];

function selectionActions(parts: CanvasParts, selected: readonly string[], t: ReturnType<typeof useTranslations<'canvas'>>): readonly ContributedAction[] {
  const { nodes } = parts.actions.graph();
  const layers = selected.filter((id) => id in nodes);
  const [first] = layers;
  return [
    ...(layers.length === 0 || parts.narrow ? [] : [{ id: 'canvas.pin', text: t('pinSelected'), group: t('title'), shortcuts: [], perform: () => parts.actions.pin(layers) }]),
    ...(layers.length !== 1 || nodes[first].kind !== BLOCK ? [] : [{ id: 'canvas.stack', text: t('stackSelected'), group: t('title'), shortcuts: ['S'], perform: () => parts.actions.askToStack(layers) }]),
    ...(layers.length !== 1 || !isReplaceable(nodes[first]) ? [] : [{ id: 'canvas.replace', text: t('replaceSelected'), group: t('title'), shortcuts: ['R'], perform: () => openReplace(parts, first) }]),
  ];
}

export function ContributedLayers() {
  const t = useTranslations('canvas');
  const language = useLocale();
  const parts = useCanvas();
  const { canvasId, graphId, editable } = parts;
  const selected = useSelectedNodes(graphId);
  const activeCell = useSelection((state) => state.activeCell);
  const root = useRoute()?.root ?? graphId;
  const active = useNotebook((document) => document.cells.some((cell) => cell.id === activeCell && cell.kind === 'graph' && cell.graph === root));
  const contributed = useMemo(
    () =>
      active && editable
        ? [...selectionActions(parts, selected, t), ...paletteChoices.map((offer) => ({
            id: `layer.${offer.entry.id}`,
            text: offer.entry.text[language].name,
            keywords: [...offer.entry.text.en.aliases, offer.entry.text.en.name, ...offer.entry.text.zh.aliases, offer.entry.text.zh.name],
            group: t('palette'),
            shortcuts: [],
            perform: () => parts.actions.add(offer, { kind: 'behindSelection' }),
          }))]
        : nothing,
    [active, editable, language, t, parts, selected],
  );
  useContributedActions(canvasId, contributed);
  return null;
}
