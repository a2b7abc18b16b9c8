'use client';
/** Puts the layers of the palette into the command palette while this canvas's cell is the active one. */
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useContributedActions, type ContributedAction } from '@/components/actions/registry';
import { paletteChoices } from '@/lib/graph/connect';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useSelection } from '@/lib/stores/selection';
import { useCanvas } from './canvas-context';

const nothing: readonly ContributedAction[] = [];

export function ContributedLayers() {
  const t = useTranslations('canvas');
  const language = useLocale();
  const { canvasId, graphId, actions, editable } = useCanvas();
  const activeCell = useSelection((state) => state.activeCell);
  const active = useNotebook((document) => document.cells.some((cell) => cell.id === activeCell && cell.kind === 'graph' && cell.graph === graphId));
  const contributed = useMemo(
    () =>
      active && editable
        ? paletteChoices.map((offer) => ({
            id: `layer.${offer.entry.id}`,
            text: offer.entry.text[language].name,
            keywords: [...offer.entry.text.en.aliases, offer.entry.text.en.name, ...offer.entry.text.zh.aliases, offer.entry.text.zh.name],
            group: t('palette'),
            shortcuts: [],
            perform: () => actions.add(offer, { kind: 'behindSelection' }),
          }))
        : nothing,
    [active, editable, language, t, actions],
  );
  useContributedActions(canvasId, contributed);
  return null;
}
