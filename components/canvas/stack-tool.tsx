'use client';
/** The button by which a block is stacked to stages, and the dialog that it opens. */
import { Layers } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useStore } from 'zustand';
import type { GraphNode } from '@/lib/graph/graph';
import { useCanvas } from './canvas-context';

const StackDialog = lazy(() => import('./stack-dialog').then((module) => ({ default: module.StackDialog })));

export function StackTool({ id, node }: { readonly id: string; readonly node: GraphNode }) {
  const t = useTranslations('shortcuts');
  const { actions, overlay } = useCanvas();
  const open = useStore(overlay, (state) => state.stacking === id);
  return (
    <>
      <button type="button" className="btn" title={`${t('stackTitle')} (S)`} aria-haspopup="dialog" onClick={() => actions.askToStack([id])}>
        <Layers size={14} strokeWidth={1.75} aria-hidden="true" />
        {t('stack')}
      </button>
      {open && (
        <Suspense fallback={null}>
          <StackDialog id={id} node={node} />
        </Suspense>
      )}
    </>
  );
}
