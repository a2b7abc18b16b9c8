'use client';
/** What a graph cell adds to its menu and to the command palette: shortcuts of the whole net, its twin, its use as a block, the paper's verdict. */
import { BookOpenCheck, GitFork, Spline } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { POLICY_KEY } from '@/components/actions/canvas-keys';
import { useAddedMenuItems } from '@/components/actions/cell-menu-items';
import { useContributedActions, type ContributedAction } from '@/components/actions/registry';
import { makeTwin, twinForm } from '@/components/actions/twin';
import { useNotebook, useNotebookStore, useReadOnly } from '@/lib/stores/notebook-context';
import { useSelection } from '@/lib/stores/selection';
import { askForShortcuts } from '@/lib/stores/shortcut-dialog';
import { usePolicy } from '@/lib/stores/shortcut-places';
import { useBlockMenu } from './use-block-menu';

const nothing: readonly ContributedAction[] = [];

/** Whether the paper's verdict was asked for. */
export function useGraphMenu(cellId: string, graphId: string): { readonly paper: boolean; readonly closePaper: () => void } {
  const views = useTranslations('graphViews');
  const t = useTranslations('shortcuts');
  const canvas = useTranslations('canvas');
  const language = useLocale();
  const store = useNotebookStore();
  const readOnly = useReadOnly();
  const [paper, setPaper] = useState(false);
  const shortcuts = usePolicy(graphId) !== null;
  const form = useNotebook((document) => (Object.hasOwn(document.graphs, graphId) ? twinForm(document.graphs, graphId) : 'plain'));
  const active = useSelection((state) => state.activeCell === cellId);

  const block = useBlockMenu(graphId);

  const items = useMemo(() => {
    const choose = { key: 'shortcuts', label: t('open'), icon: Spline, shortcut: POLICY_KEY, onSelect: () => askForShortcuts(graphId) };
    const twin = { key: 'twin', label: t(form === 'plain' ? 'twinPlain' : 'twinResidual'), icon: GitFork, onSelect: () => void makeTwin(store, cellId, graphId, language) };
    return [...(shortcuts ? [choose] : []), ...(readOnly ? [] : [twin, ...block]), { key: 'paper', label: views('paperCompare'), icon: BookOpenCheck, onSelect: () => setPaper(true) }];
  }, [t, views, shortcuts, form, readOnly, store, cellId, graphId, language, block]);
  useAddedMenuItems(cellId, items);

  const contributed = useMemo((): readonly ContributedAction[] => {
    if (!active) return nothing;
    return items
      .filter(({ key }) => key !== 'paper')
      .map(({ key, label, onSelect }) => ({ id: `graph.${key}`, text: label, group: canvas('title'), shortcuts: key === 'shortcuts' ? [POLICY_KEY] : [], perform: onSelect }));
  }, [active, items, canvas]);
  useContributedActions(`graph ${cellId}`, contributed);

  return { paper, closePaper: () => setPaper(false) };
}
