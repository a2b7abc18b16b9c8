'use client';
/** Which option the shortcuts of the net follow; opens the choice, and hears the key for it. */
import { Spline } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { POLICY_KEY } from '@/components/actions/canvas-keys';
import { matchesStroke, writesText } from '@/components/actions/keys';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useSettings } from '@/lib/stores/settings';
import { askForShortcuts, useShortcutDialog } from '@/lib/stores/shortcut-dialog';
import { usePolicy } from '@/lib/stores/shortcut-places';

const PolicyDialog = lazy(() => import('./policy-dialog').then((module) => ({ default: module.PolicyDialog })));

export function PolicyChip({ cellId, graphId }: { readonly cellId: string; readonly graphId: string }) {
  const t = useTranslations('shortcuts');
  const policy = usePolicy(graphId);
  const asked = useShortcutDialog((state) => state.graph === graphId);
  // Of several cells with one graph the first shows the choice.
  const first = useNotebook((document) => document.cells.find((cell) => cell.kind === 'graph' && cell.graph === graphId)?.id === cellId);
  usePolicyKey(cellId, graphId, policy !== null);
  if (policy === null) return null;
  return (
    <>
      <button type="button" className="chip policy-chip" title={`${t('chipHelp')} (${POLICY_KEY})`} aria-haspopup="dialog" onClick={() => askForShortcuts(graphId)}>
        <Spline size={13} strokeWidth={2} aria-hidden="true" />
        {t('chip', { policy })}
      </button>
      {asked && first && (
        <Suspense fallback={null}>
          <PolicyDialog graphId={graphId} />
        </Suspense>
      )}
    </>
  );
}

/** In the cell's frame and on its canvas, wherever nothing is being written. */
function usePolicyKey(cellId: string, graphId: string, live: boolean): void {
  useEffect(() => {
    if (!live) return undefined;
    function onKeyDown(event: KeyboardEvent): void {
      const { target } = event;
      if (event.defaultPrevented || event.isComposing || !(target instanceof HTMLElement) || writesText(target)) return;
      if (!useSettings.getState().singleKeys || !matchesStroke(event, POLICY_KEY)) return;
      if (target.closest('[role="dialog"], [role="menu"], .canvas-menu') !== null || target.closest(`[data-cell-id="${cellId}"]`) === null) return;
      event.preventDefault();
      askForShortcuts(graphId);
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [cellId, graphId, live]);
}
