'use client';
/** "Equals the paper: ResNet-20", while the graph is one of its nets to the last layer; looked for when editing rests. */
import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Graphs } from '@/lib/graph/graph';
import { useInference } from '@/lib/stores/inference';
import { useNotebook } from '@/lib/stores/notebook-context';
import type { NamedVerdict } from './paper-net';

const REST = 700;
/** No net of the paper has fewer, so that the zoo is not even loaded for smaller ones. */
const FEWEST_WEIGHTED_LAYERS = 18;

type Found = { readonly graphs: Graphs; readonly verdict: NamedVerdict | null };

export function PaperChip({ graphId }: { readonly graphId: string }) {
  const t = useTranslations('graphViews');
  const language = useLocale();
  const graphs = useNotebook((document) => document.graphs);
  const inference = useInference(graphId);
  const [found, setFound] = useState<Found | null>(null);
  const deep = inference !== undefined && inference.totals.weightedLayers >= FEWEST_WEIGHTED_LAYERS;
  const worth = deep && inference.problems.every(({ severity }) => severity !== 'error');
  useEffect(() => {
    if (!worth) return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      void Promise.all([import('@/lib/zoo/paper-check'), import('./paper-net')]).then(([{ exactPaperNet }, { named }]) => {
        if (gone) return;
        const verdict = exactPaperNet(graphs, graphId);
        setFound({ graphs, verdict: verdict && named(verdict, language) });
      });
    }, REST);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [graphs, graphId, worth, language]);
  if (!worth || found?.graphs !== graphs || found.verdict === null) return null;
  return (
    <span className="chip ok paper-chip">
      <Check size={13} strokeWidth={2.2} aria-hidden="true" />
      {t('paperEquals', { net: found.verdict.title, version: found.verdict.form })}
    </span>
  );
}
