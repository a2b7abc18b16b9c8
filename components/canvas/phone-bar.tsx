'use client';
/** Add, link and fit in one bar, for thumbs. */
import { Maximize, Plus, Spline } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useSelectedNodes } from '@/lib/stores/selection';
import { useCanvas } from './canvas-context';
import type { ViewMoves } from './use-canvas-view';

export function PhoneBar({ moves, openSearch }: { readonly moves: ViewMoves; readonly openSearch: () => void }) {
  const t = useTranslations('canvas');
  const { editable, graphId, overlay } = useCanvas();
  const selected = useSelectedNodes(graphId);
  return (
    <div className="panel phone-bar">
      {editable && (
        <>
          <button type="button" className="ibtn accent" aria-label={t('barAdd')} title={t('barAdd')} onClick={openSearch}>
            <Plus size={22} strokeWidth={2} aria-hidden="true" />
          </button>
          <button
            type="button"
            className="ibtn"
            aria-label={t('barLink')}
            title={t('barLink')}
            disabled={selected.length !== 1}
            onClick={() => overlay.setState({ menu: { kind: 'link', from: selected[0], x: 16, y: 12 } })}
          >
            <Spline size={20} strokeWidth={1.75} aria-hidden="true" />
          </button>
        </>
      )}
      <button type="button" className="ibtn" aria-label={t('fit')} title={t('fit')} onClick={() => moves.fit()}>
        <Maximize size={19} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </div>
  );
}
