'use client';
/** Zoom in, out and fit; the figure is written without rendering. */
import { useStoreApi } from '@xyflow/react';
import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { ViewMoves } from './use-canvas-view';

export function ZoomBar({ moves }: { readonly moves: ViewMoves }) {
  const t = useTranslations('canvas');
  const figure = useRef<HTMLButtonElement>(null);
  const store = useStoreApi();
  useEffect(() => {
    const follow = (): void => {
      const text = `${Math.round(store.getState().transform[2] * 100)} %`;
      if (figure.current && figure.current.textContent !== text) figure.current.textContent = text;
    };
    follow();
    return store.subscribe(follow);
  }, [store]);
  return (
    <div className="panel zoom">
      <button type="button" className="ibtn" aria-label={t('zoomOut')} title={t('zoomOut')} onClick={() => moves.zoomBy(1 / 1.25)}>
        <Minus size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <button type="button" ref={figure} className="num" aria-label={t('zoomReset')} title={t('zoomReset')} onClick={() => moves.zoomTo(1)} />
      <button type="button" className="ibtn" aria-label={t('zoomIn')} title={t('zoomIn')} onClick={() => moves.zoomBy(1.25)}>
        <Plus size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
      <button type="button" className="ibtn" aria-label={t('fit')} title={`${t('fit')} (1)`} onClick={() => moves.fit()}>
        <Maximize size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </div>
  );
}
