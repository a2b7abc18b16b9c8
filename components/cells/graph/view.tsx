'use client';
/** The body of a graph cell: facts, state, views and direction in its head, and the canvas, which is made when it comes near the screen. */
import { BookOpenCheck } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAddedMenuItems } from '@/components/actions/cell-menu-items';
import { CellHeadFacts, CellHeadTools } from '@/components/ui/cell-head';
import { formatShape } from '@/lib/graph/shape';
import { graphCellSchema } from '@/lib/notebook/document';
import { useInference } from '@/lib/stores/inference';
import { useGraph, useLayout, useReadOnly } from '@/lib/stores/notebook-context';
import { useShownGraph } from '@/components/canvas/block-travel';
import { compactNumber } from '@/lib/util/compact-number';
import type { CellViewProps } from '../cell-view';
import { DirectionToggle } from './direction-toggle';
import { GraphViews } from './graph-views';
import { PaperChip } from './paper-chip';
import { PaperNote } from './paper-note';
import { ProblemChip } from './problem-chip';
import { useMedia } from './use-media';
import { ViewSwitch, type GraphViewName } from './view-switch';

const LayerCanvas = lazy(() => import('@/components/canvas/layer-canvas').then((module) => ({ default: module.LayerCanvas })));

const HEIGHT = { right: 510, down: 640 };
const NEARBY = '300px';
/** Below it there is one view at a time. */
const NARROW = '(max-width: 899px)';

export function GraphView({ cell }: CellViewProps) {
  const parsed = graphCellSchema.safeParse(cell);
  if (!parsed.success) return null;
  return <GraphBody cellId={cell.id} graphId={parsed.data.graph} height={parsed.data.height} title={parsed.data.title} />;
}

function GraphBody({ cellId, graphId, height: own, title }: { readonly cellId: string; readonly graphId: string; readonly height: number | undefined; readonly title: string | undefined }) {
  const t = useTranslations('canvas');
  const graph = useGraph(graphId);
  const shown = useShownGraph(graphId);
  const readOnly = useReadOnly();
  const direction = useLayout(graphId)?.direction ?? 'right';
  const height = own ?? HEIGHT[direction];
  const { box, near } = useNear();
  const [view, setView] = useState<GraphViewName>('graph');
  const narrow = useMedia(NARROW);
  const paper = usePaperMenu(cellId);
  if (!graph) return null;
  const name = title ?? (graph.name === '' ? t('title') : graph.name);
  return (
    <>
      <CellHeadFacts>
        <Facts graphId={graphId} />
      </CellHeadFacts>
      <CellHeadTools>
        <PaperChip graphId={graphId} />
        <ProblemChip graphId={graphId} />
        {!narrow && <ViewSwitch view={view} narrow={false} onView={setView} />}
        <DirectionToggle graphId={shown} />
      </CellHeadTools>
      {paper.asked && <PaperNote graphId={graphId} onClose={paper.close} />}
      <div ref={box} style={{ minHeight: height }}>
        {near && (
          <GraphViews graphId={graphId} name={name} view={view} narrow={narrow} onView={setView} height={height}>
            <Suspense fallback={<i className="bone block" />}>
              <LayerCanvas key={view === 'table' && !narrow ? 'half' : 'whole'} graphId={graphId} editable={!readOnly} height={height} title={name} status={<ProblemChip graphId={graphId} />} />
            </Suspense>
          </GraphViews>
        )}
      </div>
    </>
  );
}

/** "Compare with the paper" in the menu of the cell. */
function usePaperMenu(cellId: string): { readonly asked: boolean; readonly close: () => void } {
  const t = useTranslations('graphViews');
  const [asked, setAsked] = useState(false);
  const items = useMemo(() => [{ key: 'paper', label: t('paperCompare'), icon: BookOpenCheck, onSelect: () => setAsked(true) }], [t]);
  useAddedMenuItems(cellId, items);
  return { asked, close: () => setAsked(false) };
}

/** True from the time when the element first came near the screen. */
function useNear() {
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element || near) return undefined;
    const observer = new IntersectionObserver(([entry]) => setNear((was) => was || (entry?.isIntersecting ?? false)), { rootMargin: NEARBY });
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return { box, near };
}

function Facts({ graphId }: { readonly graphId: string }) {
  const t = useTranslations('canvas');
  const inference = useInference(graphId);
  if (!inference) return null;
  const { parameters, multiplyAdds } = inference.totals;
  return (
    <>
      <span>
        {t('factOut')} <b>{formatShape(inference.outputShape)}</b>
      </span>
      <span>
        {t('factParameters')} <b>{compactNumber(parameters.trainable)}</b>
      </span>
      <span>
        {t('factMultiplyAdds')} <b>{compactNumber(multiplyAdds)}</b>
      </span>
    </>
  );
}
