'use client';
/** Puts the search for a layer and the unrolling of blocks into the command palette while this canvas's cell is the active one. */
import { useStoreApi } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useContributedActions, type ContributedAction } from '@/components/actions/registry';
import { useRoute } from '@/lib/stores/entered-blocks';
import { useNotebook } from '@/lib/stores/notebook-context';
import { useSelection } from '@/lib/stores/selection';
import { useCanvas } from './canvas-context';
import { useLook } from './look';
import { useLookTravel } from './look-travel';
import { openSearch } from './search-menu';

const nothing: readonly ContributedAction[] = [];

export function ContributedLooks() {
  const t = useTranslations('canvas');
  const parts = useCanvas();
  const look = useLook();
  const route = useRoute();
  const store = useStoreApi();
  const { unroll, rollUp } = useLookTravel();
  const root = look?.route.root ?? route?.root ?? parts.graphId;
  const activeCell = useSelection((state) => state.activeCell);
  const active = useNotebook((document) => document.cells.some((cell) => cell.id === activeCell && cell.kind === 'graph' && cell.graph === root));
  const contributed = useMemo<readonly ContributedAction[]>(
    () =>
      active
        ? [
            { id: 'canvas.search', text: t('search'), group: t('title'), shortcuts: ['Mod+F'], perform: () => openSearch(parts, store.getState().width) },
            look === null
              ? { id: 'canvas.unroll', text: t('unroll'), group: t('title'), shortcuts: ['U'], perform: () => unroll(parts.view.selection()) || unroll([]) || parts.actions.tell('unrollNothing') }
              : { id: 'canvas.rollUp', text: t('rollUp'), group: t('title'), shortcuts: ['U'], perform: () => rollUp(null) },
          ]
        : nothing,
    [active, parts, look, store, t, unroll, rollUp],
  );
  useContributedActions(`${parts.canvasId} looks`, contributed);
  return null;
}
