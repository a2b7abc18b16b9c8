'use client';
/** "Use as a block" in the menu of a graph cell: its graph is offered as a block, its input and output become ports. */
import { Blocks } from 'lucide-react';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { MenuItem } from '@/components/ui/menu';
import { inputNodes, outputNodes } from '@/lib/graph/blocks';
import { problemSentence } from '@/lib/i18n/format';
import { freeName } from '@/lib/graph/bring-definitions';
import { titleOfGraph } from '@/lib/notebook/graph-use';
import { editDefinition } from '@/lib/stores/definition-panels';
import { useGraph, useNotebookStore } from '@/lib/stores/notebook-context';
import { showToast } from '@/lib/stores/toasts';
import { problem } from '@/lib/util/problem';

export function useBlockMenu(graphId: string): readonly MenuItem[] {
  const t = useTranslations('definitions');
  const language = useLocale();
  const notebook = useNotebookStore();
  const offered = useGraph(graphId)?.block === true;
  return useMemo(() => {
    const edit: MenuItem = { key: 'definition', label: t('edit'), icon: Blocks, onSelect: () => editDefinition(graphId) };
    const offer = (): void => {
      const document = notebook.store.getState().document;
      const graph = document.graphs[graphId];
      const inputs = inputNodes(graph).length;
      const outputs = outputNodes(graph).length;
      if (inputs === 0 || outputs !== 1) {
        showToast({ text: problemSentence(problem('blockPorts', { graph: graphId }, { inputs, outputs }), language), tone: 'bad' });
        return;
      }
      const name = graph.name || freeName(document.graphs, titleOfGraph(document, graphId) ?? t('newBlock'));
      if (notebook.dispatch({ type: 'updateDefinition', args: { graph: graphId, block: true, name } }) !== null) return;
      showToast({ text: t('nowOffered', { name }), tone: 'plain', action: { label: t('edit'), perform: () => editDefinition(graphId) } });
    };
    return offered ? [edit] : [{ key: 'block', label: t('useAsBlock'), icon: Blocks, onSelect: offer }];
  }, [t, language, notebook, offered, graphId]);
}
