'use client';
/** The blocks that may stand in the graph of this canvas; the ready ones are loaded when they are first wanted. */
import { useEffect, useMemo } from 'react';
import { useLocale } from 'use-intl';
import { create } from 'zustand';
import type { Language } from '@/lib/i18n/define';
import { useNotebook } from '@/lib/stores/notebook-context';
import type { ReadyBlock } from '@/lib/zoo/ready-blocks';
import { newBlocks, ownBlocks, type BlockOffer } from './block-offers';
import { useCanvas } from './canvas-context';

type Loaded = { readonly [Key in Language]?: readonly ReadyBlock[] };

const useReady = create<Loaded>()(() => ({}));
const none: readonly ReadyBlock[] = [];

async function load(language: Language): Promise<void> {
  const { readyBlocks } = await import('@/lib/zoo/ready-blocks');
  useReady.setState({ [language]: readyBlocks(language) });
}

/** The notebook's own first. */
export function useBlockOffers(): readonly BlockOffer[] {
  const { graphId } = useCanvas();
  const language = useLocale();
  const ready = useReady((state) => state[language]) ?? none;
  useEffect(() => {
    if (useReady.getState()[language] === undefined) void load(language);
  }, [language]);
  const graphs = useNotebook((document) => document.graphs);
  const cells = useNotebook((document) => document.cells);
  return useMemo(() => [...ownBlocks({ graphs, cells }, graphId), ...newBlocks(graphs, ready)], [graphs, cells, graphId, ready]);
}
