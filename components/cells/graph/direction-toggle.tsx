'use client';
/** Left to right or top to bottom, kept with the graph; changing it lays the graph out anew. */
import { ArrowDown, ArrowRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { tidied } from '@/components/canvas/tidy';
import type { Direction } from '@/lib/notebook/document';
import { useLayout, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';

const directions = [
  { direction: 'right', label: 'directionRight', Icon: ArrowRight },
  { direction: 'down', label: 'directionDown', Icon: ArrowDown },
] as const;

export function DirectionToggle({ graphId }: { readonly graphId: string }) {
  const t = useTranslations('canvas');
  const notebook = useNotebookStore();
  const readOnly = useReadOnly();
  const current = useLayout(graphId)?.direction ?? 'right';

  function choose(direction: Direction): void {
    const graph = notebook.store.getState().document.graphs[graphId];
    if (graph && direction !== current) notebook.dispatch({ type: 'moveNodes', args: { graph: graphId, positions: tidied(graph, direction), direction } });
  }
  return (
    <div className="seg direction" role="group" aria-label={t('direction')}>
      {directions.map(({ direction, label, Icon }) => (
        <button key={direction} type="button" className={direction === current ? 'on' : ''} aria-pressed={direction === current} aria-label={t(label)} title={t(label)} disabled={readOnly} onClick={() => choose(direction)}>
          <Icon size={13} strokeWidth={1.75} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
